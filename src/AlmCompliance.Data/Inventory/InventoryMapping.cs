using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Inventory;

internal sealed class InventoryMapping :
    IEntityTypeConfiguration<Host>, IEntityTypeConfiguration<InventorySnapshot>, IEntityTypeConfiguration<ExpectedHost>, IEntityTypeConfiguration<Zone>,
    IEntityTypeConfiguration<ExpectedHostImport>, IEntityTypeConfiguration<DelistedHost>, IEntityTypeConfiguration<CompactFacts>,
    IEntityTypeConfiguration<StoredRetention>
{
    public void Configure(EntityTypeBuilder<Host> builder)
    {
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Name).HasMaxLength(255);
        builder.Property(h => h.NameKey).HasMaxLength(400);
        builder.Property(h => h.MachineId).HasMaxLength(200);
        builder.Property(h => h.Revision).IsConcurrencyToken();
        builder.Ignore(h => h.Identity);
        builder.HasOne(h => h.Zone).WithMany().HasForeignKey(h => h.ZoneId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(h => h.MachineId);
        builder.HasIndex(h => new { h.NameKey, h.Id });
        builder.HasIndex(h => new { h.ZoneId, h.NameKey });
        builder.HasIndex(h => h.EvidenceExpiresAt);
        builder.HasIndex(h => h.LastContactAt);
        builder.HasIndex(h => h.VersionKey);

        // Counted at a past moment: one entry of 20 bytes a host, written at enrolment and at the end.
        builder.HasIndex(h => new { h.EnrolledAt, h.DecommissionedAt });
    }

    public void Configure(EntityTypeBuilder<InventorySnapshot> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<Host>().WithMany().HasForeignKey(s => s.HostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.HostId, s.ConfirmedTo });
    }

    public void Configure(EntityTypeBuilder<StoredRetention> builder)
    {
        builder.ToTable("Retention");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ExpectedHost> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Name).HasMaxLength(255);
        builder.Property(e => e.NameKey).HasMaxLength(400);
        builder.HasIndex(e => e.NameKey).IsUnique();
        builder.HasIndex(e => e.HostId);
        builder.HasOne<Host>().WithMany().HasForeignKey(e => e.HostId).OnDelete(DeleteBehavior.SetNull);
        builder.HasIndex(e => e.ZoneId);
        builder.HasOne<Zone>().WithMany().HasForeignKey(e => e.ZoneId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ExpectedHostImport>().WithMany().HasForeignKey(e => e.ImportId).OnDelete(DeleteBehavior.Restrict);
    }

    // Of the past alone: what it names may be gone.
    public void Configure(EntityTypeBuilder<DelistedHost> builder)
    {
        builder.ToTable("DelistedHosts");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Name).HasMaxLength(255);
        builder.Property(d => d.NameKey).HasMaxLength(400);
        builder.HasIndex(d => d.HostId);
    }

    public void Configure(EntityTypeBuilder<ExpectedHostImport> builder)
    {
        builder.ToTable("ExpectedHostImports");
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.HasIndex(i => i.ImportedAt);
    }

    public void Configure(EntityTypeBuilder<CompactFacts> builder)
    {
        builder.ToTable("CompactFacts");
        builder.HasKey(f => f.HostId);
        builder.HasOne<Host>().WithOne().HasForeignKey<CompactFacts>(f => f.HostId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<Zone> builder)
    {
        builder.Property(z => z.Id).ValueGeneratedNever();
        builder.Property(z => z.Name).HasMaxLength(120);
        builder.Property(z => z.NameKey).HasMaxLength(SortKeys.MaxLength);
        builder.Property(z => z.SiteKey).HasMaxLength(SortKeys.MaxLength);
        builder.HasIndex(z => z.NameKey).IsUnique();
    }
}
