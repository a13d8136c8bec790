; A program for Windows that notes how it was started, and stays while a file "stay" is there. Ends with 7.
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
CRCCheck off
OutFile "${OUT}"
!include LogicLib.nsh
Section
    FileOpen $0 "$PROFILE\told.txt" a
    FileSeek $0 0 END
    FileWriteUTF16LE $0 "$CMDLINE$\n"
    FileClose $0
    ${DoWhile} ${FileExists} "$PROFILE\stay"
        Sleep 100
    ${Loop}
    SetErrorLevel 7
SectionEnd
