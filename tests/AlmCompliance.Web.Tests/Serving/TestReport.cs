using System.Globalization;
using System.Text.Json.Nodes;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>Inventory reports as agents send them.</summary>
internal static class TestReport
{
    /// <summary>An affected version with remote access open; every member that the contract knows is there.</summary>
    public static JsonObject Of(string machineId, string name, DateTimeOffset collectedAt, DateTimeOffset sentAt) => new()
    {
        ["schema"] = "almcompliance.inventory/1",
        ["reportId"] = Guid.NewGuid().ToString(),
        ["collectedAt"] = Time(collectedAt),
        ["sentAt"] = Time(sentAt),
        ["agent"] = new JsonObject { ["version"] = "1.0.0", ["platform"] = "windows-net40" },
        ["host"] = new JsonObject
        {
            ["machineId"] = machineId,
            ["name"] = name,
            ["domain"] = "PLANT2",
            ["os"] = new JsonObject { ["name"] = "Windows 7 Professional", ["version"] = "6.1.7601", ["is64Bit"] = true },
            ["addresses"] = new JsonArray("10.20.4.41/24", "fe80::1/64"),
            ["lastBootAt"] = "2026-11-01T05:00:00Z",
        },
        ["alm"] = new JsonObject
        {
            ["installed"] = true,
            ["versions"] = new JsonArray(Version("autsw.VersionString", "V5.1 SP1 Upd2"), Version("uninstall.DisplayVersion", "05.01.0102")),
            ["service"] = new JsonObject { ["state"] = "running", ["startMode"] = "automatic" },
            ["processes"] = new JsonArray("almsrv64x.exe"),
            ["port"] = 4410,
            ["restartPending"] = false,
            ["remoteAccessSetting"] = "enabled",
            ["listeners"] = new JsonArray(new JsonObject { ["address"] = "0.0.0.0", ["port"] = 4410, ["process"] = "almsrv64x.exe" }),
        },
        ["firewall"] = new JsonObject { ["activeProfileEnabled"] = true, ["almInbound"] = "allowed", ["remoteAddresses"] = new JsonArray("LocalSubnet") },
        ["browser"] = new JsonObject
        {
            ["internetExplorer"] = "present",
            ["almControl"] = "registered",
            ["killBit"] = new JsonObject { ["native"] = false, ["wow64"] = false },
            ["activeXPolicy"] = "none",
        },
        ["probes"] = new JsonArray(new JsonObject { ["address"] = "10.30.1.7", ["port"] = 4410, ["result"] = "open", ["at"] = Time(collectedAt) }),
        ["problems"] = new JsonArray(new JsonObject { ["collector"] = "probes", ["message"] = "one of two did not answer" }),
    };

    public static JsonObject WithVersion(this JsonObject report, string text)
    {
        report["alm"]!["versions"] = new JsonArray(Version("autsw.VersionString", text));
        return report;
    }

    public static JsonObject CollectedAt(this JsonObject report, DateTimeOffset collectedAt, DateTimeOffset sentAt)
    {
        report["collectedAt"] = Time(collectedAt);
        report["sentAt"] = Time(sentAt);
        return report;
    }

    public static JsonObject Version(string source, string text) => new() { ["source"] = source, ["value"] = text };

    public static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
