"""The slimming list: everything that is left out of the executable, each line with its reason."""

DISTRIBUTIONS = {
    "django": "belongs to the desk",
    "granian": "belongs to the desk",
    "psycopg": "belongs to the desk",
    "dj-database-url": "belongs to the desk",
    "whitenoise": "belongs to the desk",
    "argon2-cffi": "belongs to the desk",
    "fido2": "belongs to the desk",
    "babel": "compiles the catalogues before packaging",
}
"""Of build/requirements/program.in. What only they need stays out with them."""

MODULES = {
    "checker.desk": "the IT firm's service, not the employee's",
    "checker.demo": "starts a desk",
    "tkinter": "the window is Qt",
    "_dbm": "nothing keeps data in dbm; it brings Berkeley DB along",
    "_gdbm": "the same, and GPL",
    "_wmi": "platform would ask WMI by it, which may take seconds or hang; without it, it asks the system itself",
    "readline": "nobody types commands into it; GNU readline is GPL",
    "lib2to3": "translates Python 2",
    "doctest": "tests only",
    "pdb": "a debugger for developers",
    "pydoc": "documentation for developers",
    "pydoc_data": "the same",
    "multiprocessing": "no check starts processes by it, and PyInstaller would load it at every start",
    "setuptools": "installs packages, which a packaged program never does",
    "pkg_resources": "the same",
    "pip": "the same",
    "numpy.f2py": "translates Fortran",
    "numpy.distutils": "compiles extensions",
    "pygments": "colours source text, which the program never shows",
    "PySide6.QtDesigner": "no page of the window uses it",
    "PySide6.QtHelp": "the same",
    "PySide6.QtNetwork": "the program asks through checker.net; it brings a second TLS along",
    "PySide6.QtOpenGL": "no page of the window uses it",
    "PySide6.QtOpenGLWidgets": "the same",
    "PySide6.QtPrintSupport": "the same",
    "PySide6.QtQml": "the same",
    "PySide6.QtQuick": "the same",
    "PySide6.QtSql": "the same",
    "PySide6.QtTest": "the same",
    "PySide6.QtUiTools": "the same",
}
"""What PyInstaller must not follow."""

FILES = {
    "cv2/opencv_videoio_ffmpeg*.dll": "reads video files; cameras go through Media Foundation and DirectShow",
    "_sounddevice_data/portaudio-binaries/*-asio.dll": "for recording studios, under a licence of its own",
    "_sounddevice_data/portaudio-binaries/*32bit.dll": "another processor's",
    "_sounddevice_data/portaudio-binaries/*arm64.dll": "another processor's",
    "cv2/data/*": "pictures of trained faces; no face is looked for",
    "PySide6/opengl32sw.dll": "draws OpenGL without a graphics card; Qt Widgets need no OpenGL",
    "PySide6/Qt6Network.dll": "nothing left links it",
    "PySide6/translations/*": "texts of Qt's other parts and languages",
    "PySide6/Qt/translations/*": "the same",
    "*/plugins/platforms/*qminimal*": "draws nothing",
    "*/plugins/platforms/*qdirect2d*": "a second way to draw on Windows",
    "*/plugins/platforms/*qeglfs*": "screens without a desktop",
    "*/plugins/platforms/*qlinuxfb*": "screens without a desktop",
    "*/plugins/platforms/*qvnc*": "a server for remote viewers",
    "*/plugins/platforms/*qvkkhrdisplay*": "screens without a desktop",
    "*/plugins/egldeviceintegrations/*": "screens without a desktop",
    "*/plugins/generic/*": "touch screens without a desktop",
    "*/plugins/networkinformation/*": "belongs to Qt Network",
    "*/plugins/tls/*": "belongs to Qt Network",
    "*/plugins/imageformats/*": "every picture in the window is drawn by the program itself",
    "*/plugins/platformthemes/*qgtk3*": "brings all of GTK; the window has its own style, files come by the portal",
    "*/plugins/printsupport/*": "nothing is printed from the window",
    "*/plugins/sqldrivers/*": "no database in the window",
    "*/plugins/xcbglintegrations/*": "Qt Widgets need no OpenGL",
    "*/plugins/wayland-graphics-integration-client/*": "the same",
    "*/plugins/wayland-shell-integration/*ivi*": "screens in cars",
    "*/plugins/wayland-shell-integration/*fullscreen*": "a display server's own tests",
}
"""By their names in the folder (fnmatch)."""
EXEMPTIONS = {
    "PySide6/translations/qtbase_de.qm": "the texts of Qt's own buttons",
    "PySide6/Qt/translations/qtbase_de.qm": "the same",
}
"""Stay although FILES would take them."""

SYSTEM_LIBRARIES = {
    "libasound.so.2": "loads plug-ins and settings of the system's own ALSA, whose version must match",
    "libdbus-1.so.3": "talks to the system's own bus, and brings systemd's and GnuPG's libraries along",
    "libfontconfig.so.1": "reads the system's own list of fonts, whose format grows with its version",
    "libgcc_s.so.1": "belongs to the C library; Debian 12's does not load on Ubuntu 22.04",
    "libstdc++.so.6": "the same; and the system's graphics drivers want their own, newer one",
    "libjack.so.0": "brings Berkeley DB along, whose licence asks for the source of whatever uses it",
    "libX11.so.6": "reads the system's own tables of keys and languages",
    "libX11-xcb.so.1": "the same",
}
"""Linux: libraries that are the system's business. systems/debian_depends.py tells which package brings each."""

STRIPPED = {
    "libpython3*.so*": "carries its debugging notes, 13 MB",
    "cryptography/hazmat/bindings/_rust.abi3.so": "carries its own symbols",
    "_quickjs.abi3.so": "carries its debugging notes, 7 MB",
}
"""Linux: files whose symbols go. Not the others: strip damages what auditwheel has patched."""
