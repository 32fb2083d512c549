namespace AlmCompliance.Web.Access;

/// <summary>
/// Programs call the API with a secret that no browser adds by itself; a person's cookie goes along with what any page of the
/// same machine sends, whatever its port. So a person changes something by the API from this server's own pages only.
/// </summary>
internal sealed class SameOriginOnly : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        if (changes && AlmClaims.Actor(context.HttpContext.User).Kind is ActorKind.Person && !IsFromHere(request))
        {
            return ValueTask.FromResult<object?>(TypedResults.Problem("This was sent by a page of another origin.", statusCode: StatusCodes.Status403Forbidden));
        }

        return next(context);
    }

    // Every browser says one of these with a change; what says neither is no browser, and no page has sent it.
    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none";
        }

        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
