using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>Calls of the advisories' API as programs make them.</summary>
internal static class ImportApi
{
    public static Task<HttpResponseMessage> ImportAsync(this AlmTestServer server, string token, byte[] body, string type = "application/json") =>
        server.SendAsync(token, "/api/v1/advisories/imports", Content(body, type));

    public static Task<HttpResponseMessage> ImportFormAsync(this AlmTestServer server, string token, params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes), "files", name);
        }

        return server.SendAsync(token, "/api/v1/advisories/imports", form);
    }

    public static Task<HttpResponseMessage> SendAsync(this AlmTestServer server, string token, string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        // A body that is refused by its length must not break on its way.
        request.Headers.ExpectContinue = true;
        return server.Client.SendAsync(request, AlmTestServer.Stop);
    }

    /// <summary>Imports a document that must be taken; the id of its revision.</summary>
    public static async Task<Guid> ImportedAsync(this AlmTestServer server, string token, JsonNode document)
    {
        using var answer = await server.ImportAsync(token, document.Bytes());
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(AlmTestServer.Stop));
        return (await answer.JsonAsync())["items"]![0]!["revisionId"]!.GetValue<Guid>();
    }

    public static StringContent Json(object body) => new(System.Text.Json.JsonSerializer.Serialize(body, System.Text.Json.JsonSerializerOptions.Web), System.Text.Encoding.UTF8, "application/json");

    private static ByteArrayContent Content(byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return content;
    }
}
