using System.Globalization;
using AlmCompliance.Contracts;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>One observation behind a measure.</summary>
/// <param name="Speaks">True for the measure, false against it, null where nothing was observed.</param>
/// <param name="State">The measure's verdict: an observation that did not bring it about gets a neutral mark.</param>
internal sealed record MeasureLine(string Words, bool? Speaks, MeasureState State = MeasureState.Unknown)
{
    private const string Neutral = "m-nr";

    public string Sign => (State, Speaks) switch
    {
        (MeasureState.InPlace or MeasureState.NotInPlace, true) => "m-in",
        (MeasureState.NotInPlace, false) => "m-not",
        (MeasureState.Unknown or MeasureState.NotInPlace, null) => "m-unk",
        _ => Neutral,
    };

    public string Class => Sign switch { "m-not" => "non-c", "m-unk" => "unk-c", _ => "mute" };
}

/// <summary>What a host's report, and the probes at its boundaries, say about each measure. It judges nothing: the rules do, and they may weigh more than this.</summary>
internal static class MeasureLines
{
    private const int MostListeners = 4;

    public static IEnumerable<MeasureLine> Of(MeasureVerdict verdict, HostView view, IStringLocalizer<HostTexts> text, TimeZoneInfo zone) =>
        Observed(verdict.Measure, view, view.Detail.Facts, text, zone).Select(line => line with { State = verdict.State });

    private static IEnumerable<MeasureLine> Observed(ProtectiveMeasure measure, HostView view, InventoryReport? report, IStringLocalizer<HostTexts> text, TimeZoneInfo zone) => measure switch
    {
        ProtectiveMeasure.Port => BoundaryLines.Of(view, text, zone).Concat(Port(report, text)),
        ProtectiveMeasure.RemoteAccess => RemoteAccess(report, text),
        ProtectiveMeasure.Browser => Browser(report, text),
        _ => [],
    };

    private static IEnumerable<MeasureLine> Port(InventoryReport? report, IStringLocalizer<HostTexts> text)
    {
        if (report?.Alm?.Port is { } port)
        {
            // A number alone says nothing of who can reach it: neither for the measure nor missing.
            yield return new MeasureLine(text["Line.Port", port.ToString(CultureInfo.InvariantCulture)], false);
        }
    }

    private static IEnumerable<MeasureLine> RemoteAccess(InventoryReport? report, IStringLocalizer<HostTexts> text)
    {
        if (report?.Alm?.Listeners is not { } listeners)
        {
            yield return new MeasureLine(text["Line.ListenersUnknown"], null);
        }
        else if (listeners.Length == 0)
        {
            yield return new MeasureLine(text["Line.NoListener"], true);
        }
        else
        {
            foreach (var listener in listeners.Take(MostListeners))
            {
                var isLoopback = System.Net.IPAddress.TryParse(listener.Address, out var address) && System.Net.IPAddress.IsLoopback(address);
                yield return new MeasureLine(text["Line.Listener", FactRows.Socket(listener)], isLoopback);
            }
        }

        yield return report?.Firewall switch
        {
            { ActiveProfileEnabled: false } => new MeasureLine(text["Line.Firewall.off"], false),
            { AlmInbound: "blocked" } => new MeasureLine(text["Line.Firewall.blocked"], true),
            { AlmInbound: "allowed" } => new MeasureLine(text["Line.Firewall.allowed"], false),
            { AlmInbound: "restricted" } f => new MeasureLine(text["Line.Firewall.restricted", HostileText.Tame(string.Join(", ", f.RemoteAddresses ?? []), 80)], false),
            _ => new MeasureLine(text["Line.FirewallUnknown"], null),
        };
        if (report?.Alm?.RemoteAccessSetting is "enabled" or "disabled")
        {
            var setting = report.Alm.RemoteAccessSetting;
            yield return new MeasureLine(text[$"Line.Setting.{setting}"], setting == "disabled");
        }
    }

    private static IEnumerable<MeasureLine> Browser(InventoryReport? report, IStringLocalizer<HostTexts> text)
    {
        var browser = report?.Browser;
        yield return new MeasureLine(text["Line.Control", Word(browser?.AlmControl switch { "registered" => true, "absent" => false, _ => null }, "Yes", "No", text)], browser?.AlmControl switch
        {
            "absent" => true,
            "registered" => false,
            _ => null,
        });
        yield return new MeasureLine(text["Line.KillBit.Native", Word(browser?.KillBit?.Native, "Set", "NotSet", text)], browser?.KillBit?.Native);
        if (report?.Host?.Os?.Is64Bit is not false)
        {
            yield return new MeasureLine(text["Line.KillBit.Wow64", Word(browser?.KillBit?.Wow64, "Set", "NotSet", text)], browser?.KillBit?.Wow64);
        }
    }

    private static string Word(bool? value, string yes, string no, IStringLocalizer<HostTexts> text) =>
        text[value switch { true => yes, false => no, _ => "NotKnown" }];
}
