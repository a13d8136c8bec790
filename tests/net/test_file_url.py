"""What a file address means on Windows, beside the standard library where that knows the form, and elsewhere."""

import ntpath
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from checker.net.file_url import file_url_path

WINDOWS = {
    "file:///C:/Proxy/proxy.pac": r"C:\Proxy\proxy.pac",
    "file:///c:/x.pac": r"C:\x.pac",
    "file:///C|/x.pac": r"C:\x.pac",
    "FILE:///C:/x.pac": r"C:\x.pac",
    "file:/C:/x.pac": r"C:\x.pac",
    "file:C:/x.pac": r"C:\x.pac",
    "file://C:/x.pac": r"C:\x.pac",
    "file://localhost/C:/x.pac": r"C:\x.pac",
    "file:///C:/Gr%C3%BC%C3%9Fe%20x/%23.pac": "C:\\Grüße x\\#.pac",
    "file:///C:": "C:\\",
    "file://server/share/x.pac": r"\\server\share\x.pac",
    "file:////server/share/x.pac": r"\\server\share\x.pac",
    "file://///server/share/x.pac": r"\\server\share\x.pac",
    "file:///x/y.pac": r"\x\y.pac",
}
BY_THE_LIBRARY = [url for url in WINDOWS if url.startswith("file:///C:/")]


@pytest.mark.parametrize("url", WINDOWS)
def test_on_windows(url: str) -> None:
    assert file_url_path(url, windows=True) == WINDOWS[url]


@pytest.mark.filterwarnings("ignore:.*nturl2path:DeprecationWarning")
@pytest.mark.parametrize("url", BY_THE_LIBRARY)
def test_as_the_standard_library(url: str) -> None:
    import nturl2path  # noqa: PLC0415 - Python 3.14 warns of it

    path = nturl2path.url2pathname(url.partition("//")[2])
    assert ntpath.normpath(file_url_path(url, windows=True)) == ntpath.normpath(path)


@pytest.mark.parametrize("path", [r"C:\Users\Grün\x y.toml", r"\\server\share\ä#1.toml", r"D:\100%\a.toml"])
def test_what_python_writes_as_an_address_comes_back(path: str) -> None:
    assert file_url_path(PureWindowsPath(path).as_uri(), windows=True) == path


@pytest.mark.parametrize("path", ["/home/grün/x y.toml", "/a#b/100%.pac", "/C:/x"])
def test_elsewhere(path: str) -> None:
    assert file_url_path(PurePosixPath(path).as_uri(), windows=False) == path
    assert file_url_path(PurePosixPath(path).as_uri().replace("//", "//localhost", 1), windows=False) == path


@pytest.mark.parametrize(
    "url, windows",
    [("file://server/x", False), ("file:///a%00b", False), ("file:///C:/a%00b", True), ("file://[", True)],
)
def test_no_path(url: str, windows: bool) -> None:
    with pytest.raises(ValueError):
        file_url_path(url, windows=windows)
