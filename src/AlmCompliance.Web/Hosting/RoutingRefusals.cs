namespace AlmCompliance.Web.Hosting;

/// <summary>
/// Routing itself refuses a wrong method (405) or media type (415) by an endpoint that has no policy. It serves nothing, so it
/// answers before the fallback policy would ask for a sign-in that changes nothing.
/// </summary>
internal sealed class RoutingRefusals(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { RequestDelegate: { } refuse, Metadata.Count: 0 } and not RouteEndpoint ? refuse(context) : next(context);
}
