using System.Text;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>A host's wish to become known, carried here as a file: whoever wrote it holds the private half of the key.</summary>
internal sealed record OfflineRequest(string MachineId, string HostName, AgentPublicKey Key)
{
    public const int LargestFile = 16 * 1024;
    private const int LongestSignature = 1024;

    /// <summary>Null where anything is wrong with it, which is told by the paths of its fields.</summary>
    public static OfflineRequest? Read(EnrollmentRequestFile file, FieldErrors errors)
    {
        if (file.Schema != EnrollmentRequestFile.SchemaV1)
        {
            errors.Add("schema", $"This must be {EnrollmentRequestFile.SchemaV1}.");
            return null;
        }

        var machineId = errors.Required("machineId", file.MachineId, 200);
        var hostName = InventoryReportReader.HostName(errors, "hostName", file.HostName);
        var key = AgentPublicKey.Read(errors.Required("publicKey", file.PublicKey, AgentPublicKey.LongestText));
        if (key is null)
        {
            errors.Add("publicKey", AgentPublicKey.Expected);
        }

        InventoryReportReader.Time(errors, "createdAt", file.CreatedAt);
        var signature = errors.Required("signature", file.Signature, LongestSignature);
        if (errors.Any)
        {
            return null;
        }

        var message = Encoding.UTF8.GetBytes($"{file.Schema}\n{file.MachineId}\n{file.HostName}\n{file.PublicKey}\n{file.CreatedAt}");
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length) || !key!.HasSigned(message, bytes.AsSpan(0, length)))
        {
            errors.Add("signature", "This is not the signature of the named key over this request.");
            return null;
        }

        return new OfflineRequest(machineId, hostName, key);
    }

    /// <summary>The message of a file that says it is such a request; null where it says nothing of the kind.</summary>
    public static EnrollmentRequestFile? Recognise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestFile)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<EnrollmentRequestFile>(bytes, ContractJson.Options) is { Schema: EnrollmentRequestFile.SchemaV1 } file ? file : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
