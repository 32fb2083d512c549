using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace AlmCompliance.Web.Tests.Access;

/// <summary>One way into the server.</summary>
internal sealed record Entrance(string Method, string Route, string Path, RouteEndpoint Endpoint)
{
    public bool IsFile => Endpoint.Metadata.GetMetadata<ProductFile>() is not null;

    public override string ToString() => $"{Method} {Route}";
}

internal static class ServerEndpoints
{
    /// <summary>Every route with each of its methods, and a path that leads there.</summary>
    public static IReadOnlyList<Entrance> All(AlmTestServer server, Func<string, string>? parameter = null) =>
    [
        .. server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
        {
            var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
            return (methods.Count == 0 ? ["GET"] : methods).Select(method => new Entrance(method, route, PathOf(endpoint.RoutePattern, parameter), endpoint));
        }),
    ];

    private static string PathOf(RoutePattern pattern, Func<string, string>? parameter) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart named => parameter?.Invoke(named.Name) ?? Sample(named),
        _ => "",
    }))));

    private static string Sample(RoutePatternParameterPart named) => named.Name == "documentName" ? "v1"
        : named.ParameterPolicies.Any(p => p.Content == "guid") ? Guid.Empty.ToString()
        : "x";
}
