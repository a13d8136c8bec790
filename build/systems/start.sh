#!/bin/sh
# Starts Homeoffice-Check. What this system lacks is said in a dialogue, where the program itself could say nothing.
here=$(dirname "$(readlink -f "$0")")
say() {
    case "${LC_ALL:-${LC_MESSAGES:-${LANG:-de}}}" in de* | C* | POSIX) said=$1 ;; *) said=$2 ;; esac
    zenity --error --no-markup --title=Homeoffice-Check --text="$said" 2>/dev/null && exit 2
    kdialog --title Homeoffice-Check --error "$said" 2>/dev/null && exit 2
    xmessage -center "$said" 2>/dev/null && exit 2
    echo "$said" >&2
    exit 2
}
[ "$(uname -m)" = "@MACHINE@" ] || say \
    "Diese Datei ist für einen anderen Prozessor gemacht. Bitte laden Sie auf der Seite Ihrer IT-Firma die für $(uname -m)." \
    "This file is made for another processor. Please download the one for $(uname -m) from your IT firm's page."
found=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)
oldest=$(printf '%s\n%s\n' "@GLIBC@" "${found:-0}" | sort -V | head -n 1)
[ "$oldest" = "@GLIBC@" ] || say \
    "Dieses Linux ist zu alt für das Programm. Es braucht Debian 12, Ubuntu 22.04 oder etwas Neueres." \
    "This Linux is too old for the program. It needs Debian 12, Ubuntu 22.04 or something newer."
[ -f "$here/_internal/base_library.zip" ] && [ -x "$here/Homeoffice-Check" ] || say \
    "Das Programm ist unvollständig. Bitte laden Sie es noch einmal und packen Sie es ganz aus." \
    "The program is incomplete. Please download it again and unpack all of it."
exec "$here/Homeoffice-Check" "$@"
