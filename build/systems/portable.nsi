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

; Starts the program and goes; with words for a terminal it waits, and ends as the program ends.
Function Start
    StrCpy $0 '"$place\${PRODUCT}.exe" --started-as "$EXEPATH" $arguments'
    ClearErrors
    ${WordFind} " $arguments " " --text " "E+1{" $1
    ${IfNot} ${Errors}
        ExecWait '$0' $1
        ${IfNot} ${Errors}
            SetErrorLevel $1
        ${EndIf}
    ${Else}
        ClearErrors
        SetErrorLevel 0
        Exec '$0'
    ${EndIf}
    ${If} ${Errors}
        ${End} "$(NOT_STARTED)"
    ${EndIf}
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

; Older versions go, unless they run: Windows deletes no running program. Newer ones stay.
Function RemoveOlder
    FindFirst $0 $1 "$home\*"
    ${DoWhile} $1 != ""
        ${If} $1 != "${ID}"
        ${AndIf} ${FileExists} "$home\$1\complete"
            ${WordFind} "$1" "-" "+1" $3
            ${VersionCompare} $3 "${VERSION}" $2
            ${If} $2 <> 1
                ClearErrors
                Delete "$home\$1\${PRODUCT}.exe"
                ${IfNot} ${Errors}
                    Delete "$home\$1\complete"
                    RMDir /r "$home\$1"
                ${EndIf}
            ${EndIf}
        ${EndIf}
        FindNext $0 $1
    ${Loop}
    FindClose $0
FunctionEnd
