using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace AlmCompliance.Agent.Collecting;

/// <summary>
/// An opaque identity of the machine: a digest of its SMBIOS UUID, the system volume's serial number and Windows' own
/// MachineGuid. A part that this machine does not have is left out; one that cannot be read just now fails, since another
/// digest would be another machine.
/// </summary>
internal static class MachineIdentity
{
    private const string SmbiosKey = @"SYSTEM\CurrentControlSet\Services\mssmbios\Data";

    /// <exception cref="FormatException">There is nothing to tell this machine by.</exception>
    public static string Of(IRegistry registry, IWindows windows)
    {
        var parts = new List<string>();
        var smbios = registry.Value(SmbiosKey, "SMBiosData") as byte[];
        var uuid = smbios == null ? null : SmbiosUuid(smbios);
        if (uuid != null)
        {
            parts.Add("smbios=" + Hex(uuid));
        }

        var serial = windows.SystemVolumeSerial();
        if (serial != null)
        {
            parts.Add("volume=" + serial.Value.ToString("x8", CultureInfo.InvariantCulture));
        }

        var guid = registry.Text(@"SOFTWARE\Microsoft\Cryptography", "MachineGuid");
        if (!string.IsNullOrEmpty(guid))
        {
            parts.Add("windows=" + guid!.Trim().ToUpperInvariant());
        }

        if (parts.Count == 0)
        {
            throw new FormatException("This machine has neither an SMBIOS UUID nor a volume serial number nor a MachineGuid.");
        }

        using (var sha = SHA256.Create())
        {
            return Hex(sha.ComputeHash(Encoding.UTF8.GetBytes(string.Join("|", parts.ToArray()))));
        }
    }

    public static string Hex(byte[] bytes)
    {
        return string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)).ToArray());
    }

    /// <summary>The UUID of the table's structure of type 1; null where the maker left it blank.</summary>
    private static byte[]? SmbiosUuid(byte[] data)
    {
        const int header = 8;
        const int typeSystem = 1;
        const int uuidAt = 8;
        for (var at = header; at + 4 <= data.Length;)
        {
            var length = data[at + 1];
            if (length < 4)
            {
                return null;
            }

            if (data[at] == typeSystem && length >= uuidAt + 16 && at + uuidAt + 16 <= data.Length)
            {
                var uuid = data.Skip(at + uuidAt).Take(16).ToArray();
                return uuid.All(b => b == 0) || uuid.All(b => b == 0xFF) ? null : uuid;
            }

            // Texts follow each structure, and two zeros end them.
            at += length;
            while (at + 1 < data.Length && (data[at] != 0 || data[at + 1] != 0))
            {
                at++;
            }

            at += 2;
        }

        return null;
    }
}
