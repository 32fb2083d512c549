using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>One host in full: who on the left, why and what is known on the right.</summary>
internal sealed class ExceptionEntry(Roll roll)
{
    private const float Who = 124;
    private const float Label = 73;
    private const float Matter = Roll.Left + Who + 14;
    private const float Value = Matter + Label;

    /// <summary>An entry beyond this goes on upon the next page: its parts are never cut.</summary>
    private const float Most = 560;
    private const int MostWords = 400;

    private ComplianceStatus? _status;
    private float _y;

    public bool Any => _status is not null;

    private ReportWords Words => roll.Words;

    public void Write(HostInFull full)
    {
        var host = full.Host;
        if (_status != host.Status)
        {
            Status(host.Status);
        }

        Left(host);
        _y = roll.Block.Text(Words.Why(host), Face.Serif, 10, 13.5f, Ink.Text, Matter, 5, Roll.Right - Matter) + 2;
        Known(host);
        foreach (var (line, i) in Measures(full.Measures).Select((l, i) => (l, i)))
        {
            Part(i == 0 ? Words.Text("Known.Measures") : "", line.Text, Face.Sans, Ink.Second);
            if (line.Evidence.Length > 0)
            {
                Part("", line.Evidence, Face.Mono, Ink.Third);
            }

            GoOn(host);
        }

        foreach (var (finding, i) in full.Findings.Select((f, i) => (f, i)))
        {
            Finding(finding, i == 0);
            GoOn(host);
        }

        Others(host);
        roll.Block.Grow(Math.Max(_y, roll.Block.Height) + 5);
        roll.Block.Rule(Roll.Left, Roll.Right, roll.Block.Height, 0.5f, Ink.Hairline);
        roll.Place();
    }

    private void Status(ComplianceStatus status)
    {
        _status = status;
        roll.Heading = null;
        roll.Ensure(150);
        roll.Y += roll.Y > 120 ? 10 : 0;
        roll.Bookmark(1, Words.Status(status));
        roll.Page.Mark(StatusMarks.Name(status), Roll.Left, roll.Y + 2, 13);
        roll.Page.Text(Face.SerifBold, 12.5f, StatusMarks.Ink(status), Roll.Left + 18, roll.Y + 12.5f, Words.Status(status));
        roll.Y += 20;
        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1.6f, Ink.Text);
        roll.Heading = Again;
    }

    private void Again()
    {
        var status = _status!.Value;
        roll.Page.Mark(StatusMarks.Name(status), Roll.Left, roll.Y - 9, 9);
        roll.Page.Text(Face.SansBold, 8.5f, StatusMarks.Ink(status), Roll.Left + 13, roll.Y - 1.5f, Words.Text("Continued", Words.Status(status)));
        roll.Y += 4;
        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1.6f, Ink.Text);
    }

    private void Left(ReportHost host)
    {
        var y = roll.Block.Text(HostileText.Tame(host.Name, 90), Face.SansBold, 9.5f, 12.5f, Ink.Text, Roll.Left, 5, Who);
        y = roll.Block.Text(Words.Place(host.Site, host.Zone), Face.Sans, 8, 10.5f, Ink.Second, Roll.Left, y, Who);
        if (host.Since is { } since)
        {
            y = roll.Block.Text(Words.Text("Since", Words.Moment(since)), Face.Sans, 8, 10.5f, Ink.Second, Roll.Left, y, Who);
        }

        if (host.Status == ComplianceStatus.Unknown && host.LastKnown != ComplianceStatus.Unknown)
        {
            y = roll.Block.Text(Words.Text("LastKnown", Words.StatusInSentence(host.LastKnown)), Face.SansBold, 8, 10.5f, StatusMarks.Ink(host.LastKnown), Roll.Left, y, Who);
        }

        if (host.Owner.Length > 0)
        {
            y = roll.Block.Text(Words.Text("Owner", host.Owner), Face.Sans, 8, 10.5f, Ink.Third, Roll.Left, y, Who);
        }

        if (Words.Head.Figures.Expected is not null && !host.IsExpected)
        {
            roll.Block.Text(Words.Text("Unlisted"), Face.SansBold, 8, 10.5f, Ink.Text, Roll.Left, y, Who);
        }
    }

    private void Known(ReportHost host)
    {
        if (host.VersionText is { } version)
        {
            Part(Words.Text("Known.Version"), $"{HostileText.Tame(version)}   {VersionPlaces.Name(host.VersionSource)}", Face.Mono, Ink.Text);
        }
        else
        {
            Part(Words.Text("Known.Version"), Words.Text("Known.Version.None"), Face.Sans, Ink.Second);
        }

        Part(
            Words.Text("Known.Evidence"),
            host.EvidenceAt is { } at ? Words.Text("Known.Evidence.Text", Words.Moment(at), Words.Origin(host.Origin)) : Words.Text("Known.Evidence.None"), Face.Sans, Ink.Second);
        Part(
            Words.Text("Known.Remote"),
            host is { RemoteAccess: { } remote, RemoteAccessBasis: { } basis } ? Words.Text("Known.Remote.Text", Capital(Words.Remote(remote)), Words.RemoteBasis(basis)) : Words.Text("NotKept"),
            Face.Sans, Ink.Second);
        if (host.Decisions.Length > 0)
        {
            Part(Words.Text("Known.Decisions"), host.Decisions, Face.Sans, Ink.Second);
        }
    }

    private void Finding(ReportFinding finding, bool first)
    {
        if (first)
        {
            roll.Block.Text(Words.Text("Known.Findings"), Face.Sans, 8, 10.5f, Ink.Third, Matter, _y, Label - 6);
        }

        roll.Block.Text(finding.Rule.ToString(), Face.Mono, 7.5f, 10.5f, Ink.Second, Value, _y, 40);
        var due = Words.Text("Due", Words.Date(finding.DueAt));
        var text = finding.IsOverdue ? $"{Words.Message(finding)} ({due}, {Words.Late(finding)})" : $"{Words.Message(finding)} ({due})";
        _y = roll.Block.Text(text, finding.IsOverdue ? Face.SansBold : Face.Sans, 8.4f, 10.5f, finding.IsOverdue ? Ink.Text : Ink.Second, Value + 40, _y, Roll.Right - Value - 40);
    }

    private void Others(ReportHost host)
    {
        var bad = host.OtherStatuses.Count(s => s == ComplianceStatus.NonCompliant);
        var unknown = host.OtherStatuses.Count(s => s == ComplianceStatus.Unknown);
        if (bad + unknown > 0)
        {
            Part(Words.Text("Known.Others"), Words.Text("Known.Others.Text", bad, unknown), Face.Sans, Ink.Second);
        }
    }

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private void Part(string label, string text, Face face, Ink ink)
    {
        if (label.Length > 0)
        {
            roll.Block.Text(label, Face.Sans, 8, 10.5f, Ink.Third, Matter, _y, Label - 6);
        }

        _y = roll.Block.Text(text, face, face == Face.Mono ? 7.6f : 8.4f, 10.5f, ink, Value, _y, Roll.Right - Value);
    }

    private void GoOn(ReportHost host)
    {
        if (_y > Most)
        {
            roll.Place();
            _y = roll.Block.Text(Words.Text("Continued", HostileText.Tame(host.Name, 60)), Face.SansBold, 8.5f, 12, Ink.Second, Roll.Left, 4, Roll.Across) + 2;
        }
    }

    /// <summary>Once where several advisories rest on the same: most do.</summary>
    private IEnumerable<(string Text, string Evidence)> Measures(IReadOnlyList<ReportMeasure> measures) =>
        measures.GroupBy(m => (m.Measure, m.State, m.Basis, Evidence: HostileText.Tame(string.Join(" · ", m.Words), MostWords))).Select(g =>
        {
            var name = Words.Measure(g.Key.Measure);
            var told = g.Select(m => m.AdvisoryId).ToList() is { Count: var count } ids && (count > 1 || ids[0] != Words.Head.Advisories[0].Id)
                ? Words.Text("Measure.For", name, Words.List(ids)) : name;
            return (Words.Text("Measure.Line", told, Words.MeasureState(g.Key.State), Words.Basis(g.First())), g.Key.Evidence);
        });
}
