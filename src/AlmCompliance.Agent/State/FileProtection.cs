using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.AccessControl;
using System.Security.Principal;

namespace AlmCompliance.Agent.State;

/// <summary>Who may open what lies in the state folder.</summary>
internal static class FileProtection
{
    private const uint OwnerOnlyFile = 0x180;
    private const uint OwnerOnlyFolder = 0x1C0;
    private const InheritanceFlags Everything = InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit;

    /// <summary>The agent's account and administrators, who remove it one day.</summary>
    public static void Folder(string path, string? account)
    {
        if (!IsWindows)
        {
            Restrict(path, OwnerOnlyFolder);
            return;
        }

        var security = new DirectorySecurity();
        security.SetAccessRuleProtection(true, false);
        security.AddAccessRule(new FileSystemAccessRule(Account(account), FileSystemRights.FullControl, Everything, PropagationFlags.None, AccessControlType.Allow));
        security.AddAccessRule(new FileSystemAccessRule(
            new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null), FileSystemRights.FullControl, Everything, PropagationFlags.None, AccessControlType.Allow));
        new DirectoryInfo(path).SetAccessControl(security);
    }

    /// <summary>The agent's account alone.</summary>
    public static void Secret(string path, string? account)
    {
        if (!IsWindows)
        {
            Restrict(path, OwnerOnlyFile);
            return;
        }

        var security = new FileSecurity();
        security.SetAccessRuleProtection(true, false);
        security.AddAccessRule(new FileSystemAccessRule(Account(account), FileSystemRights.FullControl, AccessControlType.Allow));
        new FileInfo(path).SetAccessControl(security);
    }

    private static bool IsWindows
    {
        get { return Environment.OSVersion.Platform == PlatformID.Win32NT; }
    }

    private static IdentityReference Account(string? account)
    {
        return account == null ? WindowsIdentity.GetCurrent().User!
            : account.StartsWith("S-1-", StringComparison.Ordinal) ? new SecurityIdentifier(account)
            : new NTAccount(account).Translate(typeof(SecurityIdentifier));
    }

    private static void Restrict(string path, uint mode)
    {
        if (Chmod(path, mode) != 0)
        {
            throw new IOException("The access to " + path + " cannot be restricted.");
        }
    }

    [DllImport("libc", EntryPoint = "chmod", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Chmod([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
}
