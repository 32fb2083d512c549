using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>Every host of the scope in one row, by site and zone.</summary>
internal static class HostSection
{
    public static void Write(Roll roll, FrozenReport report)
    {
        var words = roll.Words;
        roll.NewPage();
        roll.Bookmark(0, words.Text("App.Title"));
        SectionHead.OnTop(roll, words.Text("App.Title"), words.Text("App.Sub"));
        Table? table = null;
        var place = "";
        foreach (var host in report.Hosts())
        {
            if (table is null)
            {
                table = new Table(
                    roll, Roll.Left, 7.8f,
                    new(words.Text("Col.Host"), 126), new(words.Text("Col.Status"), 84), new(words.Text("Col.Since"), 54), new(words.Text("Col.Version"), 76), new(words.Text("Col.Evidence"), 68),
                    new(words.Text("Col.Remote"), 48), new(words.Text("Col.Findings"), 48));
                table.Begin();
            }

            if (words.Place(host.Site, host.Zone) is var here && here != place)
            {
                place = here;
                table.Group(place, bookmarkLevel: 1);
            }

            Row(table, words, host);
        }

        if (table is null)
        {
            SectionHead.Nothing(roll, words.Text("App.None"));
            return;
        }

        table.End();
    }

    private static void Row(Table table, ReportWords words, ReportHost host)
    {
        table.Cell(host.Name, Face.SansBold);
        if (!host.IsEnrolled)
        {
            table.Below(words.Text("NeverEnrolled"));
        }
        else if (!host.IsExpected && words.Head.Figures.Expected is not null)
        {
            table.Below(words.Text("Unlisted"), Face.SansBold, Ink.Text);
        }

        table.Cell(host.Status);
        if (host.Status == ComplianceStatus.Unknown && host.LastKnown != ComplianceStatus.Unknown)
        {
            table.Below(words.Text("LastKnown", words.StatusInSentence(host.LastKnown)));
        }

        table.Cell(host.Since is { } since ? words.Date(since) : "");
        if (host.VersionText is { } version)
        {
            table.Cell(HostileText.Tame(version, 60), Face.Mono);
        }
        else
        {
            table.Cell(words.Text("Known.Version.None"), Face.Sans, Ink.Third);
        }

        if (host.EvidenceAt is { } at)
        {
            table.Cell(words.Date(at));
            if (host.Origin != EvidenceOrigin.Agent)
            {
                table.Below(words.Origin(host.Origin));
            }
        }
        else
        {
            table.Cell(words.Text("Strip.Evidence.None"), Face.Sans, Ink.Third);
        }

        var open = host.RemoteAccess is RemoteAccessState.On or RemoteAccessState.AssumedOn;
        table.Cell(words.Remote(host.RemoteAccess), open ? Face.SansBold : Face.Sans, open ? Ink.Text : Ink.Second);
        if (host.OpenFindings == 0)
        {
            table.Cell("0", Face.Sans, Ink.Third);
        }
        else
        {
            table.Cell(words.Text("App.Findings", host.OpenFindings));
            if (host.OverdueFindings > 0)
            {
                table.Below(words.Text("App.Overdue", host.OverdueFindings), Face.SansBold, Ink.Text);
            }
        }

        table.EndRow();
    }
}
