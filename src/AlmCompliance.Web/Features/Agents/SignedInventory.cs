using System.Globalization;
using System.Text;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>An inventory file whose form was read; nothing of it is believed before its signature is checked.</summary>
/// <param name="HostId">The server's id of the host; null where the file names its machine.</param>
/// <param name="MachineId">The machine that the file names; null where it names a host.</param>
internal sealed record SignedInventory(Guid? HostId, string? MachineId, int Sequence, byte[] Report, byte[] Message, byte[] Signature)
{
    /// <summary>Room for the largest report in base64, and for what stands around it.</summary>
    public const int LargestFile = (BoundedBody.Largest / 3 * 4) + (16 * 1024);
    private const int LongestName = 220;
    private const int LongestSignature = 1024;

    /// <summary>Null where it is no inventory file.</summary>
    public static SignedInventory? Read(ReadOnlySpan<byte> bytes)
    {
        InventoryFile? file;
        try
        {
            file = JsonSerializer.Deserialize<InventoryFile>(bytes, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }

        if (file is not { Schema: InventoryFile.SchemaV1, Sequence: >= 1, HostId: { Length: > 0 and <= LongestName } name, Report: { } text, Signature: { Length: <= LongestSignature } signed }
            || name.Any(char.IsControl)
            || Decode(text) is not { Length: <= BoundedBody.Largest } report
            || Decode(signed) is not { } signature)
        {
            return null;
        }

        byte[] message = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Schema}\n{name}\n{file.Sequence}\n")), .. report];
        return name.StartsWith(InventoryFile.MachinePrefix, StringComparison.Ordinal) ? new SignedInventory(null, name[InventoryFile.MachinePrefix.Length..], file.Sequence, report, message, signature)
            : Guid.TryParse(name, out var host) ? new SignedInventory(host, null, file.Sequence, report, message, signature)
            : null;
    }

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
