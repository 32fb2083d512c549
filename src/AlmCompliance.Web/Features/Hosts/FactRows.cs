using System.Globalization;
using AlmCompliance.Contracts;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A fact as a host sent it.</summary>
/// <param name="Fact">The key of its name.</param>
/// <param name="Value">Raw; null where the host did not say.</param>
/// <param name="Source">The place on the host that it was read from.</param>
/// <param name="Read">How it was understood, in the reader's language.</param>
/// <param name="Doubtful">It could not be understood, or the collector failed.</param>
internal sealed record FactRow(string Fact, string? Value, string Source, Func<IStringLocalizer<HostTexts>, string> Read, bool Doubtful = false);

/// <summary>Every fact of a report with its source; a missing one is said to be missing, never left out.</summary>
internal static class FactRows
{
    private const int MostOfAKind = 20;
    private const string ProductKey = @"HKLM\…\AUTSW\LicenseManager : ";
    private const string UninstallKey = @"HKLM\…\CurrentVersion\Uninstall : ";
    private const string ActiveXKey = @"HKLM\SOFTWARE\…\ActiveX Compatibility";

    public static IEnumerable<FactRow> Of(InventoryReport report, InstalledVersion version)
    {
        var alm = report.Alm;
        yield return Plain("Installed", Words(alm?.Installed), "AUTSW, uninstall keys, service, processes");
        foreach (var reading in version.Readings.Take(MostOfAKind))
        {
            yield return new FactRow("Version", reading.Evidence.Raw, Field(reading.Evidence.Source), text => ReadAs(reading, text), !reading.IsReadable);
        }

        if (version.Readings.Count == 0 && alm?.Installed is not false)
        {
            yield return Plain("Version", null, ProductKey + "VersionString");
        }

        yield return Plain("Service", alm?.Service is { } service ? Join(service.State, service.StartMode) : null, "almservice");
        yield return List("Processes", alm?.Processes, "process list");
        yield return Plain("Port", alm?.Port?.ToString(CultureInfo.InvariantCulture), "TCP");
        yield return List("Listeners", alm?.Listeners?.Select(Socket).ToArray(), "TCP listener table");
        yield return Plain("Setting", alm?.RemoteAccessSetting, "ALM settings, Connection");
        yield return Plain("Firewall", report.Firewall is { } f ? Join(f.ActiveProfileEnabled switch { true => "on", false => "off", _ => null }, f.AlmInbound, string.Join(' ', f.RemoteAddresses ?? [])) : null, "Windows firewall, active profile");
        yield return Plain("Restart", Words(alm?.RestartPending), "Session Manager : PendingFileRenameOperations");
        yield return Plain("Explorer", report.Browser?.InternetExplorer, "iexplore.exe");
        yield return Plain("Control", report.Browser?.AlmControl, "ALMListView.ALMListCtrl, almaxcx.dll");
        yield return Plain("KillBitNative", Words(report.Browser?.KillBit?.Native), ActiveXKey);
        if (report.Host?.Os?.Is64Bit is not false)
        {
            yield return Plain("KillBitWow64", Words(report.Browser?.KillBit?.Wow64), ActiveXKey.Replace("SOFTWARE", @"SOFTWARE\Wow6432Node", StringComparison.Ordinal));
        }

        yield return Plain("ActiveX", report.Browser?.ActiveXPolicy, "machine policy, Internet zone");
        foreach (var probe in (report.Probes ?? []).Take(MostOfAKind))
        {
            yield return Plain("Probe", Join($"{probe.Address}:{probe.Port?.ToString(CultureInfo.InvariantCulture)}", probe.Result, probe.At), "probes");
        }

        foreach (var problem in (report.Problems ?? []).Take(MostOfAKind))
        {
            yield return new FactRow("Problem", problem.Message ?? "", HostileText.Tame(problem.Collector, 60), text => text["Read.Failed"], Doubtful: true);
        }
    }

    public static string Socket(Listener listener) =>
        HostileText.Tame($"{listener.Address}:{listener.Port?.ToString(CultureInfo.InvariantCulture)} {listener.Process}".Trim(), 120);

    private static FactRow Plain(string fact, string? value, string source) =>
        new(fact, string.IsNullOrEmpty(value) ? null : value, source, text => text[string.IsNullOrEmpty(value) ? "Read.Missing" : "Read.Found"]);

    /// <summary>An empty list was looked at; a missing one was not.</summary>
    private static FactRow List(string fact, string[]? values, string source) => values is null
        ? Plain(fact, null, source)
        : new FactRow(fact, string.Join(", ", values.Take(MostOfAKind)), source, text => text[values.Length == 0 ? "Read.Empty" : "Read.Found"]);

    private static string ReadAs(VersionReading reading, IStringLocalizer<HostTexts> text)
    {
        if (!reading.IsReadable)
        {
            return text["Read.NotInterpretable"];
        }

        var grammar = text[$"Read.{reading.Grammar}"].Value;
        return text["Read.As", reading.IsInferred ? text["Read.Inferred", grammar].Value : grammar, reading.Lowest.ToString()];
    }

    private static string Field(VersionSource source) => source switch
    {
        VersionSource.AutswVersionString => ProductKey + "VersionString",
        VersionSource.AutswRelease => ProductKey + "Release",
        VersionSource.AutswTechnVersion => ProductKey + "TechnVersion",
        VersionSource.AutswVersion => ProductKey + "Version",
        VersionSource.UninstallDisplayName => UninstallKey + "DisplayName",
        VersionSource.UninstallDisplayVersion => UninstallKey + "DisplayVersion",
        _ => "?",
    };

    private static string? Words(bool? value) => value switch { true => "true", false => "false", _ => null };

    private static string Join(params string?[] parts) => string.Join(", ", parts.Where(p => !string.IsNullOrEmpty(p)));
}
