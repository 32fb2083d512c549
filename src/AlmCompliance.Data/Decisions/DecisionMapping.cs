using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Decisions;

// Decisions are people's work: thousands in a plant's life. Only DecisionHosts may grow to the fleet's size, two entries a row.
internal sealed class DecisionMapping :
    IEntityTypeConfiguration<Decision>, IEntityTypeConfiguration<DecisionHost>, IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("Decisions");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Ignore(d => d.Reference);
        builder.Property(d => d.AdvisoryId).HasMaxLength(60);
        builder.Property(d => d.Revision).IsConcurrencyToken();
        builder.HasIndex(d => d.Number).IsUnique();
        builder.HasIndex(d => new { d.State, d.ValidUntil });
        builder.HasIndex(d => new { d.Kind, d.AdvisoryId, d.State });
        builder.HasOne<Decision>().WithMany().HasForeignKey(d => d.ExtendsId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<DecisionHost> builder)
    {
        builder.ToTable("DecisionHosts");
        builder.HasKey(h => new { h.DecisionId, h.HostId });
        builder.HasIndex(h => h.HostId);
        builder.HasOne<Decision>().WithMany().HasForeignKey(h => h.DecisionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Host>().WithMany().HasForeignKey(h => h.HostId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("StoredFiles");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.HasIndex(f => f.DecisionId);
        builder.HasIndex(f => f.Digest);
        builder.HasOne<Decision>().WithMany().HasForeignKey(f => f.DecisionId).OnDelete(DeleteBehavior.Restrict);
    }
}
