using System.Text.Json;

namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>
/// Reads a CSAF 2.0 security advisory, bounded and typed. What is wrong is said with its JSON pointer; a file with any error
/// is not taken at all, since half an advisory would clear hosts by its silence.
/// </summary>
internal static class CsafReader
{
    /// <summary>Bytes of the largest file.</summary>
    public const int Largest = 8 * 1024 * 1024;

    private const int Name = 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public static CsafReading Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return Refused("The file is empty.");
        }

        if (bytes.Length > Largest)
        {
            return Refused("The file is larger than 8 MiB.");
        }

        try
        {
            using var json = JsonDocument.Parse(WithoutMark(bytes), Strict);
            var errors = new List<CsafError>();
            var document = Document(new JsonPlace(json.RootElement, "", errors));
            return errors.Count > 0 ? new CsafReading(null, errors) : new CsafReading(document, []);
        }
        catch (JsonException exception)
        {
            return Refused(FormattableString.Invariant($"The file is no JSON, or is cut off: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."));
        }
        catch (InvalidOperationException)
        {
            return Refused("The file holds a text that is no Unicode.");
        }
    }

    private static CsafDocument? Document(JsonPlace root)
    {
        var document = root.Object("document");
        if (!document.IsPresent)
        {
            return null;
        }

        var version = document.Text("csaf_version", 16);
        if (version is not ("2.0" or ""))
        {
            document["csaf_version"].Refuse("Only CSAF 2.0 is read.");
        }

        if (document.Text("category", Name) is { Length: > 0 } category && category is not ("csaf_security_advisory" or "csaf_vex"))
        {
            document["category"].Refuse("Only a csaf_security_advisory or a csaf_vex says which products are affected.");
        }

        var tracking = document.Object("tracking");
        if (tracking.Text("status", 32) is { Length: > 0 } status && status is not ("final" or "interim"))
        {
            tracking["status"].Refuse("A draft decides nothing.");
        }

        var tree = root.Object("product_tree");
        var products = CsafProductTree.Read(tree);
        var weaknesses = CsafWeaknesses.Read(root["vulnerabilities"], products, CsafProductTree.Groups(tree));
        return new CsafDocument(
            tracking.Text("id", 60),
            tracking.Text("version", 60),
            document.Text("title", Name),
            document.Object("publisher").Text("name", Name),
            tracking["current_release_date"].Time(),
            tracking["aliases"].Texts(200),
            References(document["references"]),
            products.Where(p => p.IsAlm).Select(p => p.Product).ToList(),
            weaknesses);
    }

    private static List<string> References(JsonPlace references) =>
        references.Elements()
            .OrderBy(r => r["category"].OptionalText(32) == "self" ? 0 : 1)
            .Select(r => r["url"].OptionalText(2048))
            .OfType<string>()
            .Where(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp))
            .ToList();

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;

    private static CsafReading Refused(string message) => new(null, [new CsafError("", message)]);
}
