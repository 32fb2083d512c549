using Microsoft.AspNetCore.Components.Authorization;

namespace AlmCompliance.Web.Access;

/// <summary>Who sits at this circuit, asked anew at each act: a sign-in that was taken back stops at once.</summary>
internal sealed class CurrentActor(AuthenticationStateProvider authentication)
{
    public async ValueTask<Actor> GetAsync() => AlmClaims.Actor((await authentication.GetAuthenticationStateAsync()).User);
}
