@echo off
rem Runs the workbook's command:  wb [-p:Solved=CHAPTERS] command ...
setlocal
set DOTNET_NOLOGO=1
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set "root=%~dp0"
set "mix=-p:Solved=all"
set "arguments=%*"
rem cmd takes = as a blank, so %1 is -p:Solved and %2 its value.
if /i "%~1"=="-p:Solved" (
    set "mix=-p:Solved=%~2"
    for /f "tokens=2,* delims== " %%a in ("%arguments%") do set "arguments=%%b"
)
if not exist "%root%artifacts" echo wb: building for the first time, this takes half a minute ... 1>&2
dotnet build "%root%tools\wb" -c Release -nologo -v quiet -clp:ErrorsOnly;NoSummary %mix%
if errorlevel 1 exit /b 1
dotnet run --project "%root%tools\wb" -c Release --no-build %mix% -- %arguments%
exit /b %errorlevel%
