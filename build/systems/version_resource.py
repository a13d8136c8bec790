"""What Windows shows of a program file: its version resource and its manifest."""

from recipe.product import NAME, SUMMARY_DE, version, version_numbers

MANIFEST = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <assemblyIdentity type="win32" name="{NAME}" version="@NUMBERS@" processorArchitecture="amd64"/>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges><requestedExecutionLevel level="asInvoker" uiAccess="false"/></requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application><supportedOS Id="{{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}}"/></application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2,PerMonitor</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
        processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
</assembly>
"""
"""The supported system is Windows 10 and 11 (one Id for both); the program draws sharply on every screen, opens paths
of more than 260 letters, and asks for no more rights than its user has (Microsoft, "Application manifests")."""


def manifest() -> str:
    return MANIFEST.replace("@NUMBERS@", ".".join(str(number) for number in version_numbers()))


def version_info() -> str:
    """PyInstaller reads it as Python: German (0407), Unicode (04B0)."""
    words = {
        "CompanyName": NAME,
        "FileDescription": f"{NAME}: {SUMMARY_DE}",
        "FileVersion": version(),
        "InternalName": NAME,
        "LegalCopyright": NAME,
        "OriginalFilename": f"{NAME}.exe",
        "ProductName": NAME,
        "ProductVersion": version(),
    }
    lines = "".join(f"      StringStruct({key!r}, {word!r}),\n" for key, word in words.items())
    numbers = version_numbers()
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004,\n"
        "    fileType=1, subtype=0, date=(0, 0)),\n"
        f"  kids=[StringFileInfo([StringTable('040704B0', [\n{lines}    ])]),\n"
        "    VarFileInfo([VarStruct('Translation', [0x0407, 0x04B0])])],\n)\n"
    )
