namespace AlmCompliance.Contracts;

/// <summary>
/// A report that travels as a file, by USB stick or through a data diode, signed with the key whose public half the server
/// got at enrolment. JSON.
/// </summary>
public sealed class InventoryFile
{
    /// <summary>The value of <see cref="Schema"/> that this class describes.</summary>
    public const string SchemaV1 = "almcompliance.inventory-file/1";

    /// <summary>What stands before the machine id in <see cref="HostId"/> where the agent enrolled offline.</summary>
    public const string MachinePrefix = "machine:";

    /// <summary>Names the message and its version; required, <see cref="SchemaV1"/>.</summary>
    public string? Schema { get; set; }

    /// <summary>
    /// The host's id on the server, a UUID; <see cref="MachinePrefix"/> and the machine id from an agent that enrolled offline
    /// and never learnt it. Required.
    /// </summary>
    public string? HostId { get; set; }

    /// <summary>Counts this agent's files up from 1; one that was used is never used again. Required.</summary>
    public int Sequence { get; set; }

    /// <summary>An <see cref="InventoryReport"/> as JSON, its UTF-8 bytes in base64, so that what was signed is kept as it was. Required.</summary>
    public string? Report { get; set; }

    /// <summary>
    /// Base64 of the RSASSA-PKCS1-v1_5 signature with SHA-256 over the UTF-8 bytes of <see cref="Schema"/>,
    /// <see cref="HostId"/> and <see cref="Sequence"/> in decimal, a line feed after each, followed by the report's bytes. Required.
    /// </summary>
    public string? Signature { get; set; }
}
