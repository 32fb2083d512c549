<#
.SYNOPSIS
    Installs or removes the AlmCompliance agent: as a Windows service, or as a scheduled task where a service is not wanted.
.DESCRIPTION
    Copies the program that lies beside this script, makes the host known to the server, and starts it under the LocalService
    account, which may read what the agent needs and little else. Runs with PowerShell 2.0 and later, as an administrator.
.PARAMETER Server
    The server's address, https://NAME:PORT.
.PARAMETER TokenFile
    A file with the enrolment token.
.PARAMETER Pin
    SHA-256 of the server's certificate, as "serve --https" prints it.
.PARAMETER Proxy
    A proxy's address, http://NAME:PORT.
.PARAMETER Task
    A scheduled task that reports each hour, instead of the service.
.PARAMETER AllowProbes
    Lets the server have this host try single connections to other hosts, within the agent's own bounds.
.PARAMETER Offline
    No network: writes the enrolment request into this file instead, to be carried to the server.
.PARAMETER RemoteAccessValue
    Where the site found the ALM's remote-access setting: HKLM\KEY\NAME, with -RemoteAccessOn and -RemoteAccessOff for its two values.
.PARAMETER Uninstall
    Removes service, task, program, keys and everything that waits.
.PARAMETER Quiet
    Prints nothing but errors.
.EXAMPLE
    powershell -ExecutionPolicy Bypass -File install.ps1 -Server https://alm.plant.example:5443 -TokenFile token.txt -Pin 1A2B... -Quiet
#>
param(
    [string] $Server,
    [string] $TokenFile,
    [string] $Pin,
    [string] $Proxy,
    [string] $Offline,
    [string] $RemoteAccessValue,
    [string] $RemoteAccessOn,
    [string] $RemoteAccessOff,
    [switch] $Task,
    [switch] $AllowProbes,
    [switch] $Uninstall,
    [switch] $Quiet
)

$ErrorActionPreference = 'Stop'

# Newer PowerShells pass quotes to programs in another way than the one this script was written for.
$PSNativeCommandArgumentPassing = 'Legacy'
$name = 'AlmCompliance.Agent'
$program = Join-Path $env:ProgramFiles 'AlmCompliance\Agent'
$exe = Join-Path $program 'AlmCompliance.Agent.exe'
$state = Join-Path $env:ProgramData 'AlmCompliance\Agent'
if (-not $env:ProgramData) { $state = Join-Path $env:ALLUSERSPROFILE 'Application Data\AlmCompliance\Agent' }

function Say($text) { if (-not $Quiet) { Write-Output $text } }

function Stop-WithMessage($text) {
    [Console]::Error.WriteLine($text)
    exit 1
}

function Invoke-Tool($tool, $arguments) {
    & $tool @arguments | Out-Null
    if ($LASTEXITCODE -ne 0) { Stop-WithMessage "$tool failed with code $LASTEXITCODE." }
}

function Remove-Agent {
    if (Get-Service -Name $name -ErrorAction SilentlyContinue) {
        Stop-Service -Name $name -Force -ErrorAction SilentlyContinue
        Invoke-Tool 'sc.exe' @('delete', $name)
    }

    & cmd.exe /c "schtasks.exe /Query /TN $name >nul 2>&1"
    if ($LASTEXITCODE -eq 0) {
        & cmd.exe /c "schtasks.exe /End /TN $name >nul 2>&1"
        Invoke-Tool 'schtasks.exe' @('/Delete', '/TN', $name, '/F')
    }
}

$identity = New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())
if (-not $identity.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { Stop-WithMessage 'Run this as an administrator.' }

if ($Uninstall) {
    Remove-Agent
    foreach ($folder in @($program, $state)) { if (Test-Path $folder) { Remove-Item $folder -Recurse -Force } }
    Say 'The agent is removed. Its host stays on the server until someone decommissions it there.'
    exit 0
}

if (-not $Offline -and -not ($Server -and $TokenFile)) { Stop-WithMessage 'Name -Server and -TokenFile, or -Offline FILE.' }

$source = Split-Path -Parent $MyInvocation.MyCommand.Path
if (-not (Test-Path (Join-Path $source 'AlmCompliance.Agent.exe'))) { Stop-WithMessage 'AlmCompliance.Agent.exe does not lie beside this script.' }

Remove-Agent
if (-not (Test-Path $program)) { New-Item -ItemType Directory -Path $program -Force | Out-Null }
Get-ChildItem $source | Where-Object { 'AlmCompliance.Agent.exe', 'AlmCompliance.Agent.exe.config', 'AlmCompliance.Contracts.dll' -contains $_.Name } |
    ForEach-Object { Copy-Item $_.FullName $program -Force }

# Files know the account by its number, since its name differs with the language of Windows; services take this name in each.
# Without a network no account runs the agent but the administrator who collects.
$account = 'NT AUTHORITY\LocalService'
$enroll = @('enroll', '--state', $state)
if ($Offline) {
    $enroll += @('--account', 'S-1-5-32-544', '--offline', '--out', $Offline)
}
else {
    $enroll += @('--account', 'S-1-5-19', '--server', $Server, '--token-file', $TokenFile)
    if ($Pin) { $enroll += @('--pin', $Pin) }
    if ($Proxy) { $enroll += @('--proxy', $Proxy) }
    if ($AllowProbes) { $enroll += '--allow-probes' }
}

if ($RemoteAccessValue) { $enroll += @('--remote-access-value', $RemoteAccessValue) }
if ($RemoteAccessOn) { $enroll += @('--remote-access-on', $RemoteAccessOn) }
if ($RemoteAccessOff) { $enroll += @('--remote-access-off', $RemoteAccessOff) }

$said = & $exe @enroll
$enrolled = $LASTEXITCODE -eq 0
if ($said) { Say $said }
if ($Offline) {
    if (-not $enrolled) { exit 1 }
    Say "Carry $Offline to the server and compare the fingerprint above. Later, as an administrator: `"$exe`" collect --out FILE"
    exit 0
}

# Where a person has still to decide, the agent is installed all the same and asks again by itself.
if (-not $enrolled -and -not (Test-Path (Join-Path $state 'enrollment'))) { exit 1 }

if ($Task) {
    # Each host at a minute of its own, so that a fleet does not report together.
    $minute = New-Object Random([BitConverter]::ToInt32([Guid]::NewGuid().ToByteArray(), 0))
    $start = '{0:00}:{1:00}' -f $minute.Next(0, 24), $minute.Next(0, 60)
    Invoke-Tool 'schtasks.exe' @('/Create', '/TN', $name, '/SC', 'HOURLY', '/ST', $start, '/RU', $account, '/TR', ('\"{0}\" report --state \"{1}\"' -f $exe, $state), '/F')
    Say 'The agent reports each hour as a scheduled task.'
}
else {
    $service = "`"$exe`" run --service --state `"$state`""
    New-Service -Name $name -BinaryPathName $service -DisplayName 'AlmCompliance agent' -StartupType Automatic | Out-Null
    Invoke-Tool 'sc.exe' @('config', $name, 'obj=', $account)
    Invoke-Tool 'sc.exe' @('failure', $name, 'reset=', '86400', 'actions=', 'restart/60000')
    Start-Service -Name $name
    Say 'The agent runs as a service.'
}
