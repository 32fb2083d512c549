using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Reports;

/// <summary>Makes bodies that no server may accept out of a good report.</summary>
internal static class MalformedBodies
{
    /// <summary>Each breaks the contract in its own way.</summary>
    public static IReadOnlyList<Func<byte[], byte[]>> Kinds { get; } =
    [
        good => good[..(good.Length / 2)],
        _ => [],
        _ => "null"u8.ToArray(),
        _ => "<report><host>ES-041</host></report>"u8.ToArray(),
        good => [.. good, .. "}}"u8],
        good => [.. good[..20], 0xC3, 0x28, 0xFF, .. good[20..]],
        good => [.. "["u8, .. good, .. "]"u8],
        _ => Encoding.ASCII.GetBytes(new string('[', 20_000)),
        good => Change(good, r => r["schema"] = "almcompliance.inventory/99"),
        good => Change(good, r => r.Remove("schema")),
        good => Change(good, r => r.Remove("host")),
        good => Change(good, r => r.Remove("alm")),
        good => Change(good, r => r["reportId"] = "the same as yesterday"),
        good => Change(good, r => r["collectedAt"] = "2026-13-32T25:61:00Z"),
        good => Change(good, r => r["collectedAt"] = "9998-01-01T00:00:00Z"),
        good => Change(good, r => r["alm"] = new JsonArray(1, 2, 3)),
        good => Change(good, r => r["host"]!.AsObject().Remove("machineId")),
        good => Change(good, r => r["host"]!["name"] = new JsonObject { ["toString"] = "ES-041" }),
        good => Change(good, r => r["alm"]!.AsObject().Remove("installed")),
    ];

    public static byte[] Make(byte[] good, Dice dice) => Kinds[dice.Below(Kinds.Count)](good);

    private static byte[] Change(byte[] good, Action<JsonObject> change)
    {
        var report = JsonNode.Parse(good)!.AsObject();
        change(report);
        return Encoding.UTF8.GetBytes(report.ToJsonString());
    }
}
