using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Data.Access;

/// <summary>
/// The Identity options that shape tables. EF's model asks the application's services for them, so design time and tests
/// must be given the same as the running server, or the model drifts from the migrations.
/// </summary>
public static class IdentitySchema
{
    public static void Configure(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    /// <summary>Services that hold nothing but these options.</summary>
    public static IServiceProvider Services { get; } = new ServiceCollection().Configure<IdentityOptions>(Configure).BuildServiceProvider();
}
