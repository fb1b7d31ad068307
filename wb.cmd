@echo off
rem Runs the workbook's command, building it first; what has not changed is not built again.
rem   wb [-p:Solved=CHAPTERS] command ...
rem Without -p:Solved the command runs the solved chapters; -p:Solved= runs those in chapters\.
setlocal
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set "root=%~dp0"
set "mix=-p:Solved=all"
set "arguments=%*"
rem cmd takes = as a blank, so %1 is -p:Solved and %2 its value.
if /i not "%~1"=="-p:Solved" goto build
if /i "%arguments:~0,11%"=="-p:Solved= " goto skeleton
set "mix=-p:Solved=%~2"
set "rest="
for /f "tokens=2,* delims== " %%a in ("%arguments%") do set "rest=%%b"
set "arguments=%rest%"
goto build

:skeleton
set "mix=-p:Solved="
set "arguments=%arguments:~11%"

:build
where /q dotnet
if errorlevel 1 (
    echo wb: needs the .NET 10 SDK: https://dot.net 1>&2
    exit /b 1
)
if not exist "%root%artifacts\solved-all\bin\wb" echo wb: building for the first time: this takes a minute or so ... 1>&2
dotnet build "%root%tools\wb" -c Release -nologo -v quiet -clp:ErrorsOnly;NoSummary %mix% <nul 1>&2
if not errorlevel 1 goto run
echo wb: the build failed 1>&2
if not "%mix%"=="-p:Solved=all" exit /b 1
if not exist "%root%artifacts\solved-all\bin\wb\release\wb.dll" exit /b 1
echo wb: going on with what was built before 1>&2

:run
dotnet run --project "%root%tools\wb" -c Release --no-build %mix% -- %arguments%
exit /b %errorlevel%
