using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Inventory;

internal sealed class InventoryMapping :
    IEntityTypeConfiguration<Host>, IEntityTypeConfiguration<InventorySnapshot>, IEntityTypeConfiguration<ExpectedHost>, IEntityTypeConfiguration<Zone>
{
    public void Configure(EntityTypeBuilder<Host> builder)
    {
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Name).HasMaxLength(255);
        builder.Property(h => h.NameKey).HasMaxLength(400);
        builder.Property(h => h.MachineId).HasMaxLength(200);
        builder.Property(h => h.Revision).IsConcurrencyToken();
        builder.HasOne(h => h.Zone).WithMany().HasForeignKey(h => h.ZoneId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.MachineId);
        builder.HasIndex(h => new { h.NameKey, h.Id });
        builder.HasIndex(h => new { h.ZoneId, h.NameKey });
        builder.HasIndex(h => h.EvidenceExpiresAt);
        builder.HasIndex(h => h.LastContactAt);
        builder.HasIndex(h => h.VersionKey);
    }

    public void Configure(EntityTypeBuilder<InventorySnapshot> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<Host>().WithMany().HasForeignKey(s => s.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.HostId, s.ConfirmedTo });
    }

    public void Configure(EntityTypeBuilder<ExpectedHost> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Name).HasMaxLength(255);
        builder.Property(e => e.NameKey).HasMaxLength(400);
        builder.HasIndex(e => e.NameKey).IsUnique();
        builder.HasIndex(e => e.HostId);
        builder.HasOne<Host>().WithMany().HasForeignKey(e => e.HostId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<Zone>().WithMany().HasForeignKey(e => e.ZoneId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Zone> builder)
    {
        builder.Property(z => z.Id).ValueGeneratedNever();
        builder.Property(z => z.Name).HasMaxLength(120);
        builder.Property(z => z.NameKey).HasMaxLength(400);
        builder.HasIndex(z => z.NameKey).IsUnique();
    }
}
