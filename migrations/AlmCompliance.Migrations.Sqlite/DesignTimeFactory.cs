using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AlmCompliance.Migrations.Sqlite;

/// <summary>For <c>dotnet ef</c>: <c>dotnet ef migrations add NAME -p migrations/AlmCompliance.Migrations.Sqlite -s migrations/AlmCompliance.Migrations.Sqlite</c>.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<AlmDbContext>
{
    public AlmDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AlmDbContext>();
        SqliteDatabase.Configure(options, "Data Source=:memory:");
        options.UseApplicationServiceProvider(IdentitySchema.Services);
        return new AlmDbContext(options.Options);
    }
}
