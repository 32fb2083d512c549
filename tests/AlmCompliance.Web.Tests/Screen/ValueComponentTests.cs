using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Values;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>One tiny component per value: what it says, not how it is laid out.</summary>
public sealed class ValueComponentTests : BunitContext
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

    public ValueComponentTests()
    {
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(_clock);
    }

    [Fact]
    public void An_unknown_status_says_what_it_was_before()
    {
        var chip = Render<ComplianceStatusChip>(p => p
            .Add(c => c.Status, ComplianceStatus.Unknown).Add(c => c.LastKnown, ComplianceStatus.NonCompliant));

        chip.Find(".st").ClassList.ShouldContain("unk");
        chip.Find(".was").TextContent.ShouldBe("was non-compliant");
    }

    [Fact]
    public void A_known_status_says_nothing_of_the_past()
    {
        var chip = Render<ComplianceStatusChip>(p => p
            .Add(c => c.Status, ComplianceStatus.Compliant).Add(c => c.LastKnown, ComplianceStatus.NonCompliant));

        chip.FindAll(".was").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(6.9, false)]
    [InlineData(7.0, true)]
    public void Evidence_of_an_agent_is_stale_from_its_seventh_day_on(double days, bool stale)
    {
        var age = Render<EvidenceAge>(p => p.Add(a => a.At, _clock.GetUtcNow().AddDays(-days)));

        age.Find(".age").ClassList.Contains("stale").ShouldBe(stale);
    }

    [Fact]
    public void A_file_may_be_older_than_a_report()
    {
        var age = Render<EvidenceAge>(p => p.Add(a => a.At, _clock.GetUtcNow().AddDays(-18)).Add(a => a.Origin, EvidenceOrigin.SignedFile));

        age.Find(".age").ClassList.ShouldNotContain("stale");
        age.Find(".age").TextContent.ShouldContain("file");
    }

    [Fact]
    public void No_evidence_is_stale()
    {
        var age = Render<EvidenceAge>(p => p.Add(a => a.At, null));

        age.Find(".age.stale").TextContent.ShouldStartWith("never");
    }

    [Fact]
    public void Evidence_of_unknown_origin_is_stale_at_once()
    {
        var age = Render<EvidenceAge>(p => p.Add(a => a.At, _clock.GetUtcNow()).Add(a => a.Origin, EvidenceOrigin.Unknown));

        age.Find(".age").ClassList.ShouldContain("stale");
    }

    [Fact]
    public void A_text_that_is_no_version_is_shown_raw_and_called_unreadable()
    {
        var version = Render<AlmVersionText>(p => p
            .Add(v => v.Version, "V5.1 <b>HF1</b> ").Add(v => v.Certainty, VersionCertainty.NotInterpretable));

        version.FindAll("b").ShouldBeEmpty();
        version.Find(".unk-c").TextContent.ShouldContain("V5.1 <b>HF1</b>·");
    }

    [Fact]
    public void Raw_text_shows_what_nobody_could_see()
    {
        var raw = Render<RawText>(p => p.Add(r => r.Value, "  a\u202Eb "));

        raw.FindAll(".hid").Select(h => h.GetAttribute("title")).ShouldBe(["U+0020", "U+0020", "U+202E", "U+0020"]);
        raw.Markup.ShouldNotContain('\u202E');
    }

    [Theory]
    [InlineData(RemoteAccessState.On, "non-c")]
    [InlineData(RemoteAccessState.AssumedOn, "non-c")]
    [InlineData(RemoteAccessState.Unknown, "unk-c")]
    [InlineData(RemoteAccessState.Off, "mute")]
    public void Remote_access_is_quiet_only_when_it_is_off(RemoteAccessState state, string look)
    {
        var remote = Render<RemoteAccessText>(p => p.Add(r => r.State, state).Add(r => r.Basis, RemoteAccessBasis.Listening));

        remote.Find("span").ClassList.ShouldContain(look);
    }

    [Fact]
    public void A_strip_leads_from_each_figure_to_its_hosts()
    {
        var strip = Render<StatusStrip>(p => p.Add(s => s.Counts, new Dictionary<ComplianceStatus, int> { [ComplianceStatus.NonCompliant] = 23 }));

        strip.Find(".six a.non").GetAttribute("href").ShouldBe("/hosts?status=NonCompliant");
        strip.FindAll(".six a").Count.ShouldBe(6);
        strip.FindAll(".sbar a").Count.ShouldBe(1);
    }
}
