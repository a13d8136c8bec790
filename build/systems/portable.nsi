; The one file that people load: lays the program under the user's local application data, once per version, and starts
; it from there. Needs no administrator, changes no registry, writes nothing beside itself.

Unicode true
Target ${TARGET}
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true
CRCCheck force
SetDateSave off
SetOverwrite try
AllowSkipFiles off
Name "${PRODUCT}"
OutFile "${OUT}"
Icon "${ICON}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1031 ProductName "${PRODUCT}"
VIAddVersionKey /LANG=1031 FileDescription "${PRODUCT}"
VIAddVersionKey /LANG=1031 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=1031 FileVersion "${VERSION}"
VIAddVersionKey /LANG=1031 LegalCopyright "${PRODUCT}"

!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh

LoadLanguageFile "${NSISDIR}/Contrib/Language files/English.nlf"
LoadLanguageFile "${NSISDIR}/Contrib/Language files/German.nlf"

Var home      ; %LOCALAPPDATA%\Homeoffice-Check
Var place     ; the folder of this version in it
Var arguments
Var cwd
Var tries

!include "${WORDS}"

!define REMOVED ".removed"
!define REMOVED_LENGTH 8
!define UNUSED 6035 ; 30 days in the upper half of a FILETIME, 429.5 s each
!if ${NSIS_PTR_SIZE} > 4 ; STARTUPINFOW (processthreadsapi.h): dwFlags is STARTF_USESTDHANDLES
    !define STARTUPINFO '*(i 104, i 0, p 0, p 0, p 0, i 0, i 0, i 0, i 0, i 0, i 0, i 0, i 0x100, &i2 0, &i2 0, i 0, p 0, p r1, p r2, p r3) p .r4'
!else
    !define STARTUPINFO '*(i 68, p 0, p 0, p 0, i 0, i 0, i 0, i 0, i 0, i 0, i 0, i 0x100, &i2 0, &i2 0, p 0, p r1, p r2, p r3) p .r4'
!endif
!define OLDEST_BUILD 17763 ; Windows 10 1809: what Qt 6 asks for

!macro End WORDS
    MessageBox MB_OK|MB_ICONSTOP|MB_SETFOREGROUND "${WORDS}"
    SetErrorLevel 2
    Quit
!macroend
!define End "!insertmacro End"

Function .onInit
    SetSilent silent ; not before: a silent file would not even say that it is damaged
    SetRegView 64
    ReadRegDWORD $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" CurrentMajorVersionNumber
    ReadRegStr $1 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" CurrentBuildNumber
    ${If} $0 < 10
    ${OrIf} $1 < ${OLDEST_BUILD}
        ${End} "$(TOO_OLD)"
    ${EndIf}
    SetShellVarContext current
    StrCpy $home "$LOCALAPPDATA\${PRODUCT}"
    StrCpy $place "$home\${ID}"
    GetFullPathName $cwd "."
    ${GetParameters} $arguments
    ${If} ${FileExists} "$place\complete"
    ${AndIf} ${FileExists} "$place\${PRODUCT}.exe"
        Call RemoveOlder
        Call Start
        Quit
    ${EndIf}
FunctionEnd

Section
    Call Unpack
    Call RemoveOlder
    Call Start
SectionEnd

; NSIS ends the section when a file cannot be written.
Function .onInstFailed
    Banner::destroy
    SetOutPath "$TEMP"
    RMDir /r "$home\unpacking"
    ${End} "$(NO_ROOM)"
FunctionEnd

; Starts the program and goes. With arguments it waits, and ends as the program ends; the program speaks where this file
; would: what was redirected is handed on, and of the terminal's console both take part (Microsoft, AttachConsole).
Function Start
    Call NoteStart
    StrCpy $0 '"$place\${PRODUCT}.exe" --started-as "$EXEPATH" $arguments'
    ClearErrors
    ${If} $arguments == ""
        SetErrorLevel 0
        Exec '$0'
        ${If} ${Errors}
            ${End} "$(NOT_STARTED)"
        ${EndIf}
        Return
    ${EndIf}
    StrCpy $9 -10 ; STD_INPUT_HANDLE, and after it output and errors
    Call RedirectedHandle
    StrCpy $1 $8
    StrCpy $9 -11
    Call RedirectedHandle
    StrCpy $2 $8
    StrCpy $9 -12
    Call RedirectedHandle
    StrCpy $3 $8
    System::Call 'kernel32::AttachConsole(i -1)' ; fails where there is none, and then nobody reads there
    System::Call '${STARTUPINFO}' ; into $4
    System::Call '*(p 0, p 0, i 0, i 0) p .r5' ; PROCESS_INFORMATION
    System::Call 'kernel32::CreateProcessW(p 0, w r0, p 0, p 0, i 1, i 0, p 0, p 0, p r4, p r5) i .r6'
    ${If} $6 = 0
        ${End} "$(NOT_STARTED)"
    ${EndIf}
    System::Call 'kernel32::SetConsoleCtrlHandler(p 0, i 1)' ; Ctrl-C is the program's; before, it would inherit this
    System::Call '*$5(p .r6, p .r7)'
    System::Call 'kernel32::WaitForSingleObject(p r6, i -1)'
    System::Call 'kernel32::GetExitCodeProcess(p r6, *i .r1)'
    SetErrorLevel $1
FunctionEnd

; The standard handle $9 into $8 where it is a file or a pipe, else 0: of a console every program has its own.
Function RedirectedHandle
    System::Call 'kernel32::GetStdHandle(i r9) p .r8'
    System::Call 'kernel32::GetFileType(p r8) i .r7'
    ${If} $7 <> 1 ; FILE_TYPE_DISK
    ${AndIf} $7 <> 3 ; FILE_TYPE_PIPE
        StrCpy $8 0
    ${EndIf}
FunctionEnd

; When this version was last started: what nobody has used for long may go.
Function NoteStart
    FileOpen $0 "$place\started" w
    FileWrite $0 "${VERSION}"
    FileClose $0
FunctionEnd

; Under one lock for all versions: whoever comes second waits, and finds the work done. What lies half unpacked then
; belongs to nobody: its owner was killed.
Function Unpack
    System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Local\${PRODUCT} unpacking") p .r9'
    System::Call 'kernel32::WaitForSingleObject(p r9, i 300000) i .r8'
    ${If} ${FileExists} "$place\complete"
    ${AndIf} ${FileExists} "$place\${PRODUCT}.exe"
        Goto done
    ${EndIf}
    RMDir /r "$home\unpacking"
    RMDir /r "$place"
    CreateDirectory "$home\unpacking"
    ${IfNot} ${FileExists} "$home\unpacking\*.*"
        ${End} "$(NOT_WRITABLE)"
    ${EndIf}
    ; NSIS lays everything once into the folder for temporary files and once into its place.
    StrCpy $5 ${SIZE_KB}
    StrCpy $0 "$home" 2
    StrCpy $1 "$TEMP" 2
    ${If} $0 == $1
        IntOp $5 $5 * 2
    ${EndIf}
    StrCpy $4 "$home"
    Call RoomOrEnd
    StrCpy $4 "$TEMP"
    Call RoomOrEnd
    Banner::show /NOUNLOAD "$(UNPACKING)"
    SetOutPath "$home\unpacking"
    ClearErrors
    !include "${FILES}"
    ${If} ${Errors}
        Abort
    ${EndIf}
    FileOpen $0 "$home\unpacking\complete" w
    FileWrite $0 "${ID}"
    FileClose $0
    SetOutPath "$cwd" ; lets go of the folder, and a file that somebody named is found again
    ${If} ${Errors}
        Abort
    ${EndIf}
    StrCpy $tries 0
    ${Do} ; a virus scanner may hold a new file for a moment
        ClearErrors
        Rename "$home\unpacking" "$place"
        ${IfNot} ${Errors}
            ${ExitDo}
        ${EndIf}
        IntOp $tries $tries + 1
        Sleep 500
    ${LoopUntil} $tries > 40
    Banner::destroy
    ${If} $tries > 40
        ${End} "$(NOT_WRITABLE)"
    ${EndIf}
done:
    System::Call 'kernel32::ReleaseMutex(p r9)'
FunctionEnd

; Ends with a sentence where the disk of folder $4 has no room for $5 kB.
Function RoomOrEnd
    System::Int64Op $5 * 1000
    Pop $2
    System::Call 'kernel32::GetDiskFreeSpaceExW(w r4, *l .r1, p 0, p 0) i .r0'
    ${If} $0 <> 0
        System::Int64Op $1 < $2
        Pop $3
        ${If} $3 = 1
            RMDir /r "$home\unpacking"
            ${End} "$(NO_ROOM)"
        ${EndIf}
    ${EndIf}
FunctionEnd

; Older versions go, unless they run: Windows deletes no running program. Newer ones stay; another file of the same version
; stays while it is used, or two would delete each other at every start. What cannot be deleted as a whole is out of the
; way by its name, and the next start goes on with it.
Function RemoveOlder
    FindFirst $0 $1 "$home\*"
    ${DoWhile} $1 != ""
        StrCpy $2 $1 "" -${REMOVED_LENGTH}
        ${If} $2 == "${REMOVED}"
            RMDir /r "$home\$1"
        ${ElseIf} $1 != "${ID}"
        ${AndIf} ${FileExists} "$home\$1\complete"
            ${WordFind} "$1" "-" "+1" $3
            ${VersionCompare} $3 "${VERSION}" $2
            ${If} $2 = 0
                Call IsUnused
            ${EndIf}
            ${If} $2 = 2
                Call RemoveVersion
            ${EndIf}
        ${EndIf}
        FindNext $0 $1
    ${Loop}
    FindClose $0
FunctionEnd

; $2 becomes 2 where version $1 was last started long ago.
Function IsUnused
    StrCpy $4 "$home\$1\started"
    ${IfNot} ${FileExists} $4
        StrCpy $4 "$home\$1\complete"
    ${EndIf}
    GetFileTime $4 $5 $6
    System::Call 'kernel32::GetSystemTimeAsFileTime(*l .r6)'
    System::Int64Op $6 >> 32
    Pop $6
    IntOp $6 $6 - $5
    ${If} $6 > ${UNUSED}
        StrCpy $2 2
    ${EndIf}
FunctionEnd

; The program first: while it runs, nothing else is touched.
Function RemoveVersion
    ClearErrors
    Delete "$home\$1\${PRODUCT}.exe"
    ${IfNot} ${Errors}
        Rename "$home\$1" "$home\$1${REMOVED}"
        ${IfNot} ${Errors}
            RMDir /r "$home\$1${REMOVED}"
        ${EndIf}
    ${EndIf}
FunctionEnd
