using System;
using Microsoft.Win32;

namespace AlmCompliance.Agent.Collecting.Windows;

/// <summary>The registry of this machine, seen as a 64-bit program sees it, even by a 32-bit one.</summary>
internal sealed class WindowsRegistry : IRegistry
{
    public bool Is64Bit
    {
        get { return Environment.Is64BitOperatingSystem; }
    }

    public object? Value(string key, string name)
    {
        return Open(key, opened => opened.GetValue(name, null, RegistryValueOptions.DoNotExpandEnvironmentNames));
    }

    public string[]? ValueNames(string key)
    {
        return Open(key, opened => opened.GetValueNames());
    }

    public string[]? SubKeys(string key)
    {
        return Open(key, opened => opened.GetSubKeyNames());
    }

    private T? Open<T>(string key, Func<RegistryKey, T?> read)
        where T : class
    {
        using (var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, Is64Bit ? RegistryView.Registry64 : RegistryView.Default))
        using (var opened = machine.OpenSubKey(key, false))
        {
            return opened == null ? null : read(opened);
        }
    }
}
