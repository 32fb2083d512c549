using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace AlmCompliance.Web.Tests.Serving;

internal static class Answers
{
    /// <summary>RFC 9457, with an entry for each of these field paths.</summary>
    public static async Task<JsonObject> ShouldBeProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, params string[] paths)
    {
        var text = await answer.Content.ReadAsStringAsync(AlmTestServer.Stop);
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(text)!.AsObject();
        problem["status"]!.GetValue<int>().ShouldBe((int)status);
        if (paths.Length > 0)
        {
            problem["errors"]!.AsObject().Select(e => e.Key).ShouldBe(paths, ignoreOrder: true);
        }

        return problem;
    }

    public static async Task<JsonObject> JsonAsync(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(AlmTestServer.Stop))!.AsObject();

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, string bearer)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return client.SendAsync(request, AlmTestServer.Stop);
    }
}
