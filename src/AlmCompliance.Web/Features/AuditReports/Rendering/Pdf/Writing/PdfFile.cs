using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

/// <summary>Numbered objects one after the other, then the table of where each stands. Nothing is kept but those places.</summary>
internal sealed class PdfFile
{
    private readonly Stream _to;
    private readonly List<long> _places = [0];
    private long _position;

    public PdfFile(Stream to)
    {
        _to = to;
        // Bytes above 127 tell programs that carry files about that this is no text.
        Write("%PDF-1.7\n%");
        Write([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    public int Reserve(int count = 1)
    {
        var first = _places.Count;
        for (var i = 0; i < count; i++)
        {
            _places.Add(0);
        }

        return first;
    }

    public void Object(int id, string body)
    {
        Begin(id);
        Write(body);
        Write("\nendobj\n");
    }

    /// <param name="dictionary">Its own entries; length and filter are added.</param>
    public void Stream(int id, string dictionary, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            pack.Write(content);
        }

        Begin(id);
        Write(string.Create(CultureInfo.InvariantCulture, $"<<{dictionary}/Filter/FlateDecode/Length {packed.Length}>>stream\n"));
        Write(packed.GetBuffer().AsSpan(0, (int)packed.Length));
        Write("\nendstream\nendobj\n");
    }

    /// <param name="fileId">32 hex digits.</param>
    public void Finish(int catalog, int information, string fileId)
    {
        var table = _position;
        Write(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {_places.Count}\n0000000000 65535 f \n"));
        foreach (var place in _places.Skip(1))
        {
            Write(place.ToString("0000000000", CultureInfo.InvariantCulture));
            Write(" 00000 n \n");
        }

        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"trailer\n<</Size {_places.Count}/Root {catalog} 0 R/Info {information} 0 R/ID[<{fileId}><{fileId}>]>>\nstartxref\n{table}\n%%EOF\n"));
    }

    /// <summary>A text of people, whatever its script.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private void Begin(int id)
    {
        _places[id] = _position;
        Write(string.Create(CultureInfo.InvariantCulture, $"{id} 0 obj\n"));
    }

    private void Write(string text) => Write(Encoding.ASCII.GetBytes(text));

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _to.Write(bytes);
        _position += bytes.Length;
    }
}
