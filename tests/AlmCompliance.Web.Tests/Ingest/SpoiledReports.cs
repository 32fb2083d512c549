using System.Globalization;
using System.Text.Json.Nodes;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>A spoiled report and the paths that its refusal must name.</summary>
internal sealed record SpoiledReport(Action<JsonObject> Spoil, params string[] Paths);

internal static class SpoiledReports
{
    private static readonly string _long = new('n', 10_000);

    public static IEnumerable<SpoiledReport> All(DateTimeOffset now) =>
        [.. Required(), .. Times(now), .. Types(), .. Nulls(), .. Lengths(), .. ControlCharacters(), .. Values()];

    private static IEnumerable<SpoiledReport> Required()
    {
        foreach (var path in (string[])["schema", "reportId", "collectedAt", "sentAt", "host.machineId", "host.name", "alm.installed"])
        {
            yield return new(r => Remove(r, path), path);
            yield return new(r => Set(r, path, null), path);
        }

        yield return new(r => r.Remove("host"), "host.machineId", "host.name");
        yield return new(r => r.Remove("alm"), "alm.installed");
        yield return new(r => Set(r, "schema", "almcompliance.inventory/2"), "schema");
        yield return new(r => Set(r, "schema", "<script>alm</script>"), "schema");
        yield return new(r => Set(r, "reportId", "42"), "reportId");
        yield return new(r => Set(r, "reportId", Guid.Empty.ToString()), "reportId");
    }

    private static IEnumerable<SpoiledReport> Times(DateTimeOffset now)
    {
        foreach (var text in (string[])[
            "", "yesterday", "2026-11-22", "2026-11-22T10:15:00", "10:15:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1969-07-20T20:17:00Z", "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z", "2026-11-22T25:00:00Z", "2026-11-22T10:15:00+99:00", "22/11/2026T10:15:00Z", "Tue 22 Nov 2026T10:15:00Z", "1763806500", "2026-11-22T10:15:00Z; DROP", _long])
        {
            yield return new(r => Set(r, "collectedAt", text), "collectedAt");
            yield return new(r => Set(r, "host.lastBootAt", text), "host.lastBootAt");
            yield return new(r => Set(r, "probes[0].at", text), "probes[0].at");
        }

        yield return new(r => r.CollectedAt(now.AddSeconds(1), now), "collectedAt");
        yield return new(r => r.CollectedAt(now.AddDays(-401), now), "collectedAt");
    }

    private static IEnumerable<SpoiledReport> Types()
    {
        foreach (var (path, value) in ((string, string)[])[
            ("schema", "1"), ("reportId", "5"), ("collectedAt", "20261122"), ("host", "[]"), ("host", "\"ES-041\""), ("host.name", "7"), ("host.os", "\"Windows\""), ("host.os.is64Bit", "\"yes\""),
            ("host.addresses", "\"10.0.0.1\""), ("alm", "true"), ("alm.installed", "\"true\""), ("alm.installed", "1"), ("alm.versions", "{}"), ("alm.service", "\"running\""),
            ("alm.processes", "\"almsrvx.exe\""), ("alm.port", "\"4410\""), ("alm.port", "true"), ("alm.restartPending", "\"false\""), ("alm.restartPending", "0"), ("alm.listeners", "true"),
            ("firewall", "\"on\""), ("firewall.activeProfileEnabled", "1"), ("browser", "[]"), ("browser.killBit.native", "\"set\""), ("probes", "{}"), ("problems", "\"none\""),
            ("agent", "\"1.0\"")])
        {
            yield return new(r => Set(r, path, JsonNode.Parse(value)), path);
        }

        yield return new(r => Set(r, "alm.versions[0]", 1), "alm.versions[0]");
        yield return new(r => Set(r, "alm.processes[0]", 1), "alm.processes[0]");
        yield return new(r => Set(r, "alm.versions[0].value", new JsonArray()), "alm.versions[0].value");
    }

    private static IEnumerable<SpoiledReport> Nulls()
    {
        foreach (var path in (string[])["host.addresses[0]", "alm.versions[1]", "alm.processes[0]", "alm.listeners[0]", "firewall.remoteAddresses[0]", "probes[0]", "problems[0]"])
        {
            yield return new(r => Set(r, path, null), path);
        }
    }

    private static IEnumerable<SpoiledReport> Lengths()
    {
        foreach (var path in (string[])[
            "host.machineId", "host.name", "host.domain", "host.os.name", "host.os.version", "host.addresses[0]", "agent.version", "agent.platform", "alm.versions[0].value",
            "alm.processes[0]", "alm.listeners[0].address", "alm.listeners[0].process", "firewall.remoteAddresses[0]", "probes[0].address", "problems[0].message"])
        {
            yield return new(r => Set(r, path, _long), path);
        }

        foreach (var path in (string[])["host.addresses", "alm.versions", "alm.processes", "alm.listeners", "firewall.remoteAddresses", "probes", "problems"])
        {
            yield return new(r => Fill(r, path, 300), path);
        }
    }

    private static IEnumerable<SpoiledReport> ControlCharacters()
    {
        foreach (var path in (string[])[
            "host.machineId", "host.name", "host.domain", "host.os.name", "host.os.version", "agent.version", "agent.platform",
            "alm.processes[0]", "alm.listeners[0].address", "alm.listeners[0].process", "firewall.remoteAddresses[0]", "probes[0].address", "problems[0].message"])
        {
            yield return new(r => Set(r, path, "ES\0-041"), path);
            yield return new(r => Set(r, path, "ES\r\nSet-Cookie: a=b"), path);
            yield return new(r => Set(r, path, "ES\u001B[2J"), path);
            yield return new(r => Set(r, path, "ES\u0085"), path);
        }
    }

    private static IEnumerable<SpoiledReport> Values()
    {
        foreach (var port in (int[])[0, -1, 65536, int.MinValue])
        {
            yield return new(r => Set(r, "alm.port", port), "alm.port");
            yield return new(r => Set(r, "alm.listeners[0].port", port), "alm.listeners[0].port");
            yield return new(r => Set(r, "probes[0].port", port), "probes[0].port");
        }

        foreach (var name in (string[])["<script>alm</script>", "=1+1", "+1", "-1", "@SUM(A1)", "../../etc/passwd", "a|b", "a;b", "\"quoted\"", "a&b", "{{7*7}}", "%00", "\u202Ereversed"])
        {
            yield return new(r => Set(r, "host.name", name), "host.name");
        }

        foreach (var address in (string[])["<script>alm</script>", "10.0.0.1/33", "10.0.0.1/-1", "fe80::1/129", "10.0.0.1/24/24", "plant.example", "10.0.0.256"])
        {
            yield return new(r => Set(r, "host.addresses[0]", address), "host.addresses[0]");
        }
    }

    public static void Set(JsonObject report, string path, JsonNode? value)
    {
        var (owner, name, index) = Find(report, path);
        if (index is { } at)
        {
            owner[name]!.AsArray()[at] = value;
        }
        else
        {
            owner[name] = value;
        }
    }

    public static void Remove(JsonObject report, string path)
    {
        var (owner, name, _) = Find(report, path);
        owner.Remove(name);
    }

    private static void Fill(JsonObject report, string path, int count)
    {
        var (owner, name, _) = Find(report, path);
        var first = owner[name]![0]!;
        owner[name] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => first.DeepClone())]);
    }

    private static (JsonObject Owner, string Name, int? Index) Find(JsonObject report, string path)
    {
        JsonNode at = report;
        var parts = path.Split('.');
        foreach (var part in parts[..^1])
        {
            var (name, index) = Split(part);
            at = index is { } i ? at[name]![i]! : at[name]!;
        }

        var (last, lastIndex) = Split(parts[^1]);
        return (at.AsObject(), last, lastIndex);
    }

    private static (string Name, int? Index) Split(string part)
    {
        var bracket = part.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? (part, null) : (part[..bracket], int.Parse(part[(bracket + 1)..^1], CultureInfo.InvariantCulture));
    }
}
