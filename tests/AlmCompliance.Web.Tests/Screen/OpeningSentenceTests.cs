using System.Globalization;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.Overview;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>The first sentence people read: its numbers lead to their hosts, and it never calms without a reason.</summary>
public sealed class OpeningSentenceTests : BunitContext
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public OpeningSentenceTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(s_now));
    }

    [Fact]
    public void Each_number_leads_to_exactly_its_hosts()
    {
        var say = Say(Figures(compliant: 195, nonCompliant: 29, unknown: 15, notApplicable: 11) with
        {
            NeedUpdate = 27,
            RemoteAccess = new RemoteAccessFigures(31, 23, 4),
            Silent = 5,
        });

        var links = say.FindAll("a").ToDictionary(a => a.TextContent, a => a.GetAttribute("href")!, StringComparer.Ordinal);
        links["195"].ShouldBe("/hosts?status=Compliant,Mitigated");
        links["29"].ShouldBe("/hosts?status=NonCompliant");
        links["27"].ShouldBe("/hosts?rule=ALM0001&advisory=57252401");
        links["23"].ShouldBe("/hosts?status=Compliant&rule=ALM0002&advisory=57252401");
        links["5"].ShouldBe("/hosts?silent=true");
    }

    [Fact]
    public void Nothing_is_called_well_where_nothing_is_known()
    {
        var say = Say(Figures(unknown: 2));

        say.Find("h1").TextContent.ShouldContain("0 of 2 enrolled hosts in scope are covered.");
        say.Find("h1 + p").TextContent.ShouldBe("Nothing is known yet about updates, restarts and remote access.");
    }

    [Fact]
    public void Good_news_is_limited_to_the_hosts_that_can_be_judged() =>
        Say(Figures(compliant: 3, unknown: 1)).Find("h1 + p").TextContent.ShouldStartWith("On the hosts that can be judged");

    [Fact]
    public void All_covered_is_said_only_when_all_are() =>
        Say(Figures(compliant: 3, notApplicable: 1)).Find("h1").TextContent.ShouldBe("All 3 enrolled hosts in scope are covered.");

    [Fact]
    public void Expected_hosts_that_never_enrolled_are_named_among_the_unknown_and_lead_to_their_list()
    {
        var say = Say(Figures(compliant: 3, unknown: 3) with { NeverEnrolled = 2, Expected = new ExpectedListFigures(6, s_now) });

        say.Find("h1").TextContent.Trim().ShouldBe("3 of 6 expected hosts in scope are covered. 3 cannot be judged (2 of them never enrolled).");
        say.FindAll("h1 a")[3].GetAttribute("href").ShouldBe("/hosts?enrolled=no");
        say.FindAll("h1 a")[2].GetAttribute("href").ShouldBe("/hosts?status=Unknown&expected=yes");
    }

    [Fact]
    public void Hosts_beside_the_list_are_said_apart() =>
        Say(Figures(compliant: 3) with { Unlisted = new UnlistedFigures(4, 1), Expected = new ExpectedListFigures(3, s_now) })
            .Find(".more").TextContent.ShouldStartWith("4 more hosts report without being on the expected list, 1 of them non-\u2060compliant");

    private IRenderedComponent<OpeningSentence> Say(OverviewFigures figures) =>
        Render<OpeningSentence>(p => p.AddCascadingValue(figures));

    private static OverviewFigures Figures(int compliant = 0, int nonCompliant = 0, int unknown = 0, int notApplicable = 0) => new()
    {
        AsOf = s_now,
        Note = "57252401",
        ByStatus = new Dictionary<ComplianceStatus, int>
        {
            [ComplianceStatus.Compliant] = compliant,
            [ComplianceStatus.NonCompliant] = nonCompliant,
            [ComplianceStatus.Unknown] = unknown,
            [ComplianceStatus.NotApplicable] = notApplicable,
            [ComplianceStatus.Mitigated] = 0,
            [ComplianceStatus.Waived] = 0,
        },
        NeverEnrolled = 0,
        Unlisted = new UnlistedFigures(0, 0),
        Expected = null,
        NeedUpdate = 0,
        RemoteAccess = new RemoteAccessFigures(0, 0, 0),
        RestartPending = 0,
        Silent = 0,
        FindingsOpen = 0,
        FindingsOverdue = 0,
        Due = new DueFigures(0, 0),
        Evidence = new EvidenceFigures(null, null, 0),
        Catalogue = new CatalogueFigures(1, new DateOnly(2011, 12, 19)),
        Zones = [],
        NextDue = [],
        SilentHosts = [],
        Changes = [],
    };
}
