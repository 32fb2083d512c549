using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>What people decided: who asked, who approved, until when, and the files they showed.</summary>
internal static class DecisionSection
{
    public static void Write(Roll roll, FrozenReport report)
    {
        var words = roll.Words;
        roll.Ensure(220);
        roll.Bookmark(0, words.Text("Dec.Title"));
        SectionHead.OnTop(roll, words.Text("Dec.Title"), words.Text("Dec.Sub"));
        Table? table = null;
        foreach (var decision in report.Decisions())
        {
            if (table is null)
            {
                table = new Table(
                    roll, Roll.Left, 8.3f,
                    new(words.Text("Dec.Decision"), 80), new(words.Text("Dec.Reason"), 176), new(words.Text("Dec.Asked"), 78), new(words.Text("Dec.Approved"), 78), new(words.Text("Dec.Valid"), 66));
                table.Begin();
            }

            Row(table, words, decision);
            foreach (var file in decision.Files)
            {
                table.Skip();
                table.Wide(file.Name, Face.SansBold);
                table.Below(words.Text("Dec.File", file.Length, file.UploadedBy, words.Date(file.UploadedAt)), Face.Sans, Ink.Second);
                table.Below($"SHA-256 {file.Sha256}", Face.Mono);
                table.EndRow();
            }
        }

        if (table is null)
        {
            SectionHead.Nothing(roll, words.Text("Dec.None"));
            return;
        }

        table.End();
    }

    private static void Row(Table table, ReportWords words, ReportDecision decision)
    {
        table.Cell(decision.Reference, Face.SansBold);
        table.Below(words.DecisionKind(decision.Kind), Face.Sans, Ink.Second);
        table.Below(words.DecisionState(decision.State), Face.SansBold, Ink.Second);
        table.Cell(decision.Reason);
        table.Below(string.Join(" · ", About(words, decision)), Face.Sans, Ink.Second);
        table.Cell(decision.Requester);
        table.Below(words.Moment(decision.RequestedAt));
        if (decision.Approver is { } approver)
        {
            table.Cell(approver);
            table.Below(decision.DecidedAt is { } at ? words.Moment(at) : "");
        }
        else
        {
            table.Cell(words.Text("Dec.NotYet"), Face.Sans, Ink.Third);
        }

        table.Cell(words.Text("Dec.FromTo", words.Date(decision.ValidFrom), words.Date(decision.ValidUntil)));
        table.EndRow();
    }

    private static IEnumerable<string> About(ReportWords words, ReportDecision decision)
    {
        yield return words.Counted("Strip.Without.Hosts", decision.Hosts, decision.Hosts);
        if (decision.AdvisoryId.Length > 0)
        {
            yield return words.Text("Dec.Advisory", decision.AdvisoryId, decision.AdvisoryRevision);
        }

        if (decision.Measure != ProtectiveMeasure.Unknown)
        {
            yield return words.Measure(decision.Measure);
        }

        if (decision.Owner.Length > 0)
        {
            yield return words.Text("Dec.Owner", decision.Owner);
        }
    }
}
