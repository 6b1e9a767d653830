#!/bin/sh
# Opens the desk on Linux, by « Run as a program »; the file that macOS opens runs it too.
here=$(cd "$(dirname "$0")" && pwd) || exit 1

# A file explorer may run this without a window: what is told must be read somewhere.
if [ ! -t 1 ] && [ -z "$BUREAU" ] && [ -n "$DISPLAY$WAYLAND_DISPLAY" ]; then
    BUREAU=ouvert
    export BUREAU
    for terminal in x-terminal-emulator konsole xfce4-terminal xterm; do
        command -v "$terminal" >/dev/null && exec "$terminal" -e sh "$here/$(basename "$0")"
    done
    command -v gnome-terminal >/dev/null && exec gnome-terminal -- sh "$here/$(basename "$0")"
fi

# Says nothing more: leaves the window open until it has been read.
stay() {
    if [ -t 0 ]; then
        printf '\nAppuyez sur Entrée pour fermer cette fenêtre. '
        read -r _
    fi
    exit 1
}

# Without Apple's developer tools, its own python3 only offers to install them.
is_empty_shell() {
    [ "$(uname)" = Darwin ] && [ "$(command -v "$1")" = "/usr/bin/$1" ] && ! xcode-select -p >/dev/null 2>&1
}

cd "$here" || stay
if [ ! -f tasks.py ]; then
    echo "Ce fichier est seul : il doit rester dans le dossier du site."
    echo "Ouvrez l’archive ZIP, sortez-en tout le dossier, puis ouvrez le fichier qui s’y trouve."
    stay
fi

python=
old=
for name in python3 python python3.15 python3.14 python3.13 python3.12 python3.11; do
    if [ -z "$python" ] && command -v "$name" >/dev/null && ! is_empty_shell "$name"; then
        if "$name" requirements/pythons.py >/dev/null 2>&1; then
            python=$name
        else
            old=$name
        fi
    fi
done

if [ -z "$python$old" ]; then
    echo "Il manque Python, le programme qui fait marcher votre bureau."
    if [ "$(uname)" = Darwin ]; then
        echo "Téléchargez Python 3.15 sur https://www.python.org/downloads/macos/ et installez-le."
    else
        echo "Sous Debian ou Ubuntu, tapez dans un terminal : sudo apt install python3 python3-venv"
        echo "Sous Fedora : sudo dnf install python3"
    fi
    echo "Ouvrez ensuite ce fichier de nouveau."
    stay
fi

# Ctrl+C ends the desk, which then says so. A Python that is too old says so itself.
trap : INT
"${python:-$old}" tasks.py init
status=$?
# 130: Ctrl+C, or the window has been closed.
[ $status -eq 0 ] || [ $status -eq 130 ] && exit 0
printf '\nLe bureau s’est arrêté. La raison est écrite ci-dessus.\n'
stay
