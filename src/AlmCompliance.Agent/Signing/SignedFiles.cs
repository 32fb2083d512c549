using System;
using System.Globalization;
using System.Linq;
using System.Text;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Signing;

/// <summary>Makes the two files that travel by hand, with the bytes that their signatures cover.</summary>
internal static class SignedFiles
{
    /// <param name="hostId">The host's id on the server; where that is not known, <c>machine:</c> and the machine id.</param>
    public static InventoryFile Inventory(SigningKey key, string hostId, int sequence, string report)
    {
        var bytes = Encoding.UTF8.GetBytes(report);
        var head = string.Format(CultureInfo.InvariantCulture, "{0}\n{1}\n{2}\n", InventoryFile.SchemaV1, hostId, sequence);
        return new InventoryFile
        {
            Schema = InventoryFile.SchemaV1,
            HostId = hostId,
            Sequence = sequence,
            Report = Convert.ToBase64String(bytes),
            Signature = key.Sign(Encoding.UTF8.GetBytes(head).Concat(bytes).ToArray()),
        };
    }

    public static EnrollmentRequestFile Request(SigningKey key, string machineId, string hostName, DateTime utcNow)
    {
        var request = new EnrollmentRequestFile
        {
            Schema = EnrollmentRequestFile.SchemaV1,
            MachineId = machineId,
            HostName = hostName,
            PublicKey = key.PublicKey,
            CreatedAt = Rfc3339.Of(utcNow),
        };
        request.Signature = key.Sign(Encoding.UTF8.GetBytes(string.Join("\n", request.Schema, request.MachineId, request.HostName, request.PublicKey, request.CreatedAt)));
        return request;
    }
}
