@echo off
rem Inventory of one host without .NET: what Windows' own tools say, as one text file for the server's import of raw exports.
rem Usage: collect.cmd [FILE]      It reads only; nothing is installed. Windows XP and later; an administrator sees no more.
setlocal
set OUT=%~1
if "%OUT%"=="" set OUT=%COMPUTERNAME%-alm.txt

rem Both registry views, also where a 32-bit program starts this on a 64-bit Windows.
set REG=%SystemRoot%\System32\reg.exe
if exist "%SystemRoot%\Sysnative\reg.exe" set REG=%SystemRoot%\Sysnative\reg.exe

> "%OUT%" echo almcompliance.raw-export/1
if errorlevel 1 (
  echo Cannot write "%OUT%". 1>&2
  exit /b 1
)
>> "%OUT%" echo #host %COMPUTERNAME%
>> "%OUT%" echo #date %DATE% %TIME%
>> "%OUT%" echo #architecture %PROCESSOR_ARCHITECTURE% %PROCESSOR_ARCHITEW6432%
call :section ver
ver >> "%OUT%" 2>&1

call :key "HKLM\SOFTWARE\Microsoft\Cryptography" /v MachineGuid
call :key "HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation"
rem Whether the date above has day or month first.
call :key "HKCU\Control Panel\International" /v iDate
call :key "HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
call :key "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
call :key "HKLM\SOFTWARE\Siemens\AUTSW\LicenseManager"
call :key "HKLM\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager"
call :keys "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
call :keys "HKLM\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall"
call :key "HKLM\SYSTEM\CurrentControlSet\Control\Session Manager" /v PendingFileRenameOperations
call :key "HKLM\SYSTEM\CurrentControlSet\Control\Session Manager" /v PendingFileRenameOperations2
call :key "HKLM\SYSTEM\CurrentControlSet\Services\almservice"
call :keys "HKLM\SOFTWARE\Classes\ALMListView.ALMListCtrl"
call :keys "HKLM\SOFTWARE\Wow6432Node\Classes\ALMListView.ALMListCtrl"
rem Of the kill bits only the control's own, since Windows holds thousands.
call :killbits "HKLM\SOFTWARE\Classes\ALMListView.ALMListCtrl\CLSID"
call :killbits "HKLM\SOFTWARE\Wow6432Node\Classes\ALMListView.ALMListCtrl\CLSID"
call :key "HKLM\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
call :key "HKLM\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings\Zones\3"
call :key "HKLM\SOFTWARE\Wow6432Node\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
call :key "HKLM\SOFTWARE\Wow6432Node\Policies\Microsoft\Windows\CurrentVersion\Internet Settings\Zones\3"
call :keys "HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
call :keys "HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall"

call :section sc queryex almservice
sc queryex almservice >> "%OUT%" 2>&1
call :section sc qc almservice
sc qc almservice >> "%OUT%" 2>&1
call :section tasklist
tasklist /FO CSV /NH >> "%OUT%" 2>&1
call :section netstat -ano
netstat -ano >> "%OUT%" 2>&1
call :section ipconfig /all
ipconfig /all >> "%OUT%" 2>&1
>> "%OUT%" echo #end
echo %OUT%
exit /b 0

:section
>> "%OUT%" echo #section %*
exit /b 0

:killbits
for /f "tokens=2 delims={}" %%i in ('%REG% query %1 /ve 2^>nul') do (
  call :key "HKLM\SOFTWARE\Microsoft\Internet Explorer\ActiveX Compatibility\{%%i}"
  call :key "HKLM\SOFTWARE\Wow6432Node\Microsoft\Internet Explorer\ActiveX Compatibility\{%%i}"
)
exit /b 0

:key
call :section reg query %*
"%REG%" query %* >> "%OUT%" 2>&1
>> "%OUT%" echo #exit %ERRORLEVEL%
exit /b 0

:keys
call :section reg query %* /s
"%REG%" query %* /s >> "%OUT%" 2>&1
>> "%OUT%" echo #exit %ERRORLEVEL%
exit /b 0
