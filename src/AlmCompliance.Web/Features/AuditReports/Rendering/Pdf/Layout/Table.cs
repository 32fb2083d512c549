using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;

/// <param name="Share">Of the width, beside the shares of the others.</param>
internal sealed record Column(string Title, float Share, bool Right = false);

/// <summary>
/// Rows under a heading that every page repeats: 2 pt above, 1 pt below the heading, hairlines between, no box. A row is never cut.
/// </summary>
internal sealed class Table
{
    private const float Gap = 8;
    private const float Pad = 3.2f;
    private readonly Roll _roll;
    private readonly Column[] _columns;
    private readonly float[] _x;
    private readonly float[] _width;
    private readonly float _left;
    private readonly float _size;
    private int _column;
    private float _below;
    private float _wide;

    public Table(Roll roll, float left, float size, params Column[] columns)
    {
        (_roll, _left, _size, _columns) = (roll, left, size, columns);
        _x = new float[columns.Length];
        _width = new float[columns.Length];
        var unit = (Roll.Right - left - (Gap * (columns.Length - 1))) / columns.Sum(c => c.Share);
        var at = left;
        for (var i = 0; i < columns.Length; i++)
        {
            (_x[i], _width[i]) = (at, columns[i].Share * unit);
            at += _width[i] + Gap;
        }
    }

    private float Leading => _size * 1.32f;

    private Block Block => _roll.Block;

    public void Begin()
    {
        _roll.Ensure(60);
        Heading();
        _roll.Heading = Heading;
    }

    /// <summary>A line of its own among the rows: what the following ones have in common. It never stands last on a page.</summary>
    public void Group(string text, int? bookmarkLevel = null)
    {
        Block.Clear();
        Block.Text(text, Face.SansBold, _size + 0.5f, Leading, Ink.Text, _left, Pad + 5, Roll.Right - _left);
        Block.Grow(Block.Height + Pad);
        _roll.Ensure(Block.Height + 30);
        if (bookmarkLevel is { } level)
        {
            _roll.Bookmark(level, text);
        }

        Block.Rule(_left, Roll.Right, Block.Height, 0.6f, Ink.Third);
        _roll.Place();
    }

    public void Cell(string text, Face face = Face.Sans, Ink? ink = null)
    {
        _below = Block.Text(text, face, face == Face.Mono ? _size * 0.92f : _size, Leading, ink ?? Ink.Text, _x[_column], Pad, _width[_column], _columns[_column].Right);
        _column++;
    }

    public void Skip() => _column++;

    /// <summary>A cell over all columns that are left; what is put below it is as wide.</summary>
    public void Wide(string text, Face face)
    {
        _wide = Roll.Right - _x[_column];
        _below = Block.Text(text, face, _size, Leading, Ink.Text, _x[_column], Pad, _wide);
        _column++;
    }

    /// <summary>A further line of the cell before.</summary>
    public void Below(string text, Face face = Face.Sans, Ink? ink = null)
    {
        var column = _column - 1;
        _below = Block.Text(text, face, (face == Face.Mono ? _size * 0.92f : _size) - 0.5f, Leading, ink ?? Ink.Third, _x[column], _below, Math.Max(_wide, _width[column]), _columns[column].Right);
    }

    public void Cell(ComplianceStatus status)
    {
        var side = _size * 1.15f;
        Block.Sign(StatusMarks.Name(status), _x[_column], Pad + ((Leading - side) / 2), side);
        _below = Block.Text(_roll.Words.Status(status), Face.SansBold, _size, Leading, StatusMarks.Ink(status), _x[_column] + side + 3.5f, Pad, _width[_column] - side - 3.5f);
        _column++;
    }

    public void EndRow()
    {
        Block.Grow(Block.Height + Pad);
        Block.Rule(_left, Roll.Right, Block.Height, 0.5f, Ink.Hairline);
        _roll.Place();
        (_column, _wide) = (0, 0);
    }

    public void End(float space = 26)
    {
        _roll.Page.Line(_left, _roll.Y, Roll.Right, _roll.Y, 1, Ink.Text);
        _roll.Heading = null;
        _roll.Y += space;
    }

    private void Heading()
    {
        var heading = new Block();
        for (var i = 0; i < _columns.Length; i++)
        {
            heading.Text(_columns[i].Title, Face.Sans, _size - 0.5f, Leading, Ink.Third, _x[i], 4, _width[i], _columns[i].Right);
        }

        heading.Grow(heading.Height + 3);
        heading.Rule(_left, Roll.Right, 0, 1.6f, Ink.Text);
        heading.Rule(_left, Roll.Right, heading.Height, 0.8f, Ink.Text);
        heading.Place(_roll.Page, _roll.Y);
        _roll.Y += heading.Height;
    }
}
