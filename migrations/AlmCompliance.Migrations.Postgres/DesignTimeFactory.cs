using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>For <c>dotnet ef</c>: <c>dotnet ef migrations add NAME -p migrations/AlmCompliance.Migrations.Postgres -s migrations/AlmCompliance.Migrations.Postgres</c>.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<AlmDbContext>
{
    public AlmDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AlmDbContext>();
        PostgresDatabase.Configure(options, "Host=localhost;Database=design;Username=design");
        options.UseApplicationServiceProvider(IdentitySchema.Services);
        return new AlmDbContext(options.Options);
    }
}
