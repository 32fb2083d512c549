namespace AlmCompliance.Web.Access;

/// <summary>While nobody can sign in, people are sent to the set-up page and nowhere else; agents and API tokens go through.</summary>
internal sealed class SetUpGate(RequestDelegate next, SetUp setUp)
{
    public const string Page = "/set-up";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var isForPrograms = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/healthz", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);
        var isFile = context.GetEndpoint()?.Metadata.GetMetadata<ProductFile>() is not null;
        return isForPrograms || isFile || path == Page ? next(context) : AskAsync(context);
    }

    private async Task AskAsync(HttpContext context)
    {
        if (await setUp.IsOpenAsync(Actor.Nobody, context.RequestAborted))
        {
            context.Response.Redirect(Page);
        }
        else
        {
            await next(context);
        }
    }
}

/// <summary>Marks the endpoints that serve files of the product.</summary>
internal sealed class ProductFile;
