; A program for Windows that notes how it was started, writes on its standard output and error, with --read what it was
; given as input, and stays while a file "stay" is there. Ends with 7.
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
    System::Call 'kernel32::GetStdHandle(i -10) p .r1'
    System::Call 'kernel32::GetStdHandle(i -11) p .r2'
    System::Call 'kernel32::GetStdHandle(i -12) p .r3'
    StrCpy $4 $CMDLINE "" -6
    ${If} $4 == "--read"
        System::Call 'kernel32::ReadFile(p r1, m .r4, i 100, *i .r5, p 0)'
        StrCpy $4 $4 $5
    ${EndIf}
    StrCpy $6 "output<$4>"
    StrLen $7 $6
    System::Call 'kernel32::WriteFile(p r2, m r6, i r7, *i .r5, p 0)'
    System::Call 'kernel32::WriteFile(p r3, m "errors", i 6, *i .r5, p 0)'
    ${DoWhile} ${FileExists} "$PROFILE\stay"
        Sleep 100
    ${Loop}
    SetErrorLevel 7
SectionEnd
