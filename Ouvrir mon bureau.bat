@echo off
rem Opens the desk on Windows. Written in Windows-1252, of which cmd takes each byte for one sign.
chcp 1252 >nul
title Mon bureau
pushd "%~dp0"
if not exist tasks.py goto alone

set "PYTHON="
set "OLD="
call :try py -3
call :try python3
call :try python
if not defined PYTHON set "PYTHON=%OLD%"
if not defined PYTHON goto missing

rem One that is too old says so itself.
%PYTHON% tasks.py init
if not errorlevel 1 goto end
echo.
echo Le bureau s’est arrêté. La raison est écrite ci-dessus.
goto stay

:try
rem The name of a program of the shop, which is not installed, answers with an error.
if defined PYTHON exit /b 0
%* --version >nul 2>nul || exit /b 0
%* requirements\pythons.py >nul 2>nul && set "PYTHON=%*" && exit /b 0
set "OLD=%*"
exit /b 0

:alone
echo Ce fichier est seul : il doit rester dans le dossier du site.
echo Faites un clic droit sur l’archive ZIP, puis « Extraire tout », et ouvrez le fichier du dossier extrait.
goto stay

:missing
echo Il manque Python, le programme qui fait marcher votre bureau.
echo   1. Ouvrez https://www.python.org/downloads/windows/ dans votre navigateur.
echo   2. Téléchargez Python 3.15, « Windows installer (64-bit) », et lancez-le.
echo   3. Cochez « Add python.exe to PATH », puis « Install Now ».
echo   4. Ouvrez ce fichier de nouveau.

:stay
echo.
pause
:end
popd
