using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>
/// Every text column is compared byte by byte, as SQLite does. Left alone, a column takes the order of the server's
/// language, and the same list of hosts would come in another order on each installation.
/// </summary>
internal sealed class ByteOrder(ModelCustomizerDependencies dependencies) : RelationalModelCustomizer(dependencies)
{
    public override void Customize(ModelBuilder modelBuilder, DbContext context)
    {
        base.Customize(modelBuilder, context);
        foreach (var property in modelBuilder.Model.GetEntityTypes()
            .Where(entity => !entity.IsMappedToJson())
            .SelectMany(entity => entity.GetProperties())
            .Where(property => property.ClrType == typeof(string)))
        {
            property.SetCollation("C");
        }
    }
}
