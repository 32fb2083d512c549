using System.Text.Json;

namespace AlmCompliance.Web.Assessment;

/// <summary>Reads a bounded body as one of the contract's messages; what is wrong is told by the path of the field.</summary>
internal static class JsonBody
{
    public static async Task<T?> ReadAsync<T>(HttpRequest request, FieldErrors errors, CancellationToken cancellationToken)
        where T : class
    {
        var body = await BoundedBody.ReadAsync(request, cancellationToken);
        try
        {
            var message = JsonSerializer.Deserialize<T>(body, ContractJson.Options);
            if (message is null)
            {
                errors.Add("", "The body is null.");
            }

            return message;
        }
        catch (JsonException exception)
        {
            errors.Add(PathOf(exception), "This is not JSON of the expected shape.");
            return null;
        }
    }

    // $.alm.port becomes alm.port. A path can hold member names of the sender's own; those are cut off, not echoed.
    private static string PathOf(JsonException exception)
    {
        var path = (exception.Path ?? "$").TrimStart('$').TrimStart('.');
        return path.Length <= 80 && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '[' or ']') ? path : "";
    }
}
