#!/bin/sh
# What macOS opens by a double click; the file for Linux does the work.
exec sh "$(dirname "$0")/Ouvrir mon bureau.sh"
