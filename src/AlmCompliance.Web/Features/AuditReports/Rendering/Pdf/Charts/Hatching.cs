using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;

internal enum Hatch
{
    None = 0,
    Dots,
    Diagonal,
    Crossed,
    Upright,
}

/// <summary>Fills an area with lines or dots.</summary>
internal static class Hatching
{
    public static void Fill(PageContent page, Hatch hatch, Ink ink, float step, float line, params (float X, float Y)[] outline)
    {
        var (left, right) = (outline.Min(p => p.X), outline.Max(p => p.X));
        var (top, bottom) = (outline.Min(p => p.Y), outline.Max(p => p.Y));
        page.BeginClip(outline);
        switch (hatch)
        {
            case Hatch.Upright:
                for (var x = left + (step / 2); x < right; x += step)
                {
                    page.Line(x, top, x, bottom, line, ink);
                }

                break;
            case Hatch.Dots:
                for (var (y, row) = (top + (step / 2), 0); y < bottom; y += step, row++)
                {
                    for (var x = left + (row % 2 == 0 ? step / 2 : step); x < right; x += step)
                    {
                        page.FillRectangle(x - (line / 2), y - (line / 2), line, line, ink);
                    }
                }

                break;
            case Hatch.Diagonal or Hatch.Crossed:
                var tall = bottom - top;
                for (var x = left - tall; x < right; x += step)
                {
                    page.Line(x, bottom, x + tall, top, line, ink);
                    if (hatch == Hatch.Crossed)
                    {
                        page.Line(x, top, x + tall, bottom, line, ink);
                    }
                }

                break;
        }

        page.EndClip();
    }
}
