"""Fiches of a firm, their contracts, what they cover; each table closed to the other firms."""

import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models

from guichet.core.rls import row_level_security


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0010_partner_accounts'),
        ('core', '0005_journal_deposits'),
        ('portfolio', '0050_sirene'),
    ]

    operations = [
        migrations.CreateModel(
            name='FicheParametrage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('siren', models.CharField(max_length=9, verbose_name='SIREN')),
                ('nic', models.CharField(blank=True, max_length=5, verbose_name='NIC')),
                ('entreprise', models.CharField(blank=True, max_length=200, verbose_name='raison sociale')),
                ('identifier', models.CharField(blank=True, max_length=80, verbose_name='identifiant')),
                ('producer', models.CharField(blank=True, max_length=40, verbose_name='code du producteur')),
                ('producer_name', models.CharField(blank=True, max_length=200, verbose_name='producteur')),
                ('level', models.CharField(choices=[('1', 'Contrats seuls'), ('2A', 'Contrats et éléments de calcul'), ('2B', 'Contrats, éléments de calcul et critères de population')], max_length=2, verbose_name='niveau')),
                ('established_at', models.DateTimeField(blank=True, null=True, verbose_name='établie le')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='valable à partir du')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name="valable jusqu'au")),
                ('series', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('rank', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('is_current', models.BooleanField(default=True)),
                ('is_covered', models.BooleanField(default=False)),
                ('source', models.CharField(choices=[('cabinet', 'Ajoutée par le cabinet'), ('partenaire', 'Publiée par le partenaire')], max_length=10, verbose_name='origine')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reçue le')),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='nom du fichier')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.member')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile')),
                ('firm', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='portfolio.partner', verbose_name='partenaire')),
            ],
            options={
                'ordering': ('-received_at', '-id'),
            },
        ),
        migrations.CreateModel(
            name='FicheEtablissement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('etablissement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fiches_covering', to='portfolio.etablissement')),
                ('firm', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm')),
                ('fiche', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='covered', to='fiches.ficheparametrage')),
            ],
        ),
        migrations.CreateModel(
            name='FicheContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('organisme', models.CharField(blank=True, max_length=20)),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='référence')),
                ('option', models.CharField(blank=True, max_length=60)),
                ('population', models.CharField(blank=True, max_length=60)),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='libellé')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='début')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='fin')),
                ('firm', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm')),
                ('fiche', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contracts', to='fiches.ficheparametrage')),
            ],
            options={
                'ordering': ('place',),
            },
        ),
        migrations.AddIndex(
            model_name='ficheparametrage',
            index=models.Index(fields=['firm', 'siren', 'is_current'], name='fiche_of_siren'),
        ),
        migrations.AddConstraint(
            model_name='ficheparametrage',
            constraint=models.CheckConstraint(condition=models.Q(('siren__regex', '^[0-9]{9}$')), name='fiche_siren'),
        ),
        migrations.AddConstraint(
            model_name='ficheparametrage',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['1', '2A', '2B'])), name='fiche_level_known'),
        ),
        migrations.AddConstraint(
            model_name='ficheparametrage',
            constraint=models.UniqueConstraint(fields=('firm', 'series', 'rank'), name='fiche_version_once'),
        ),
        migrations.AddConstraint(
            model_name='ficheparametrage',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('firm', 'series'), name='fiche_one_current'),
        ),
        migrations.AddConstraint(
            model_name='ficheetablissement',
            constraint=models.UniqueConstraint(fields=('fiche', 'etablissement'), name='fiche_covers_once'),
        ),
        migrations.AddConstraint(
            model_name='fichecontract',
            constraint=models.UniqueConstraint(fields=('fiche', 'place'), name='fiche_contract_place'),
        ),
        row_level_security("fiches_ficheparametrage"),
        row_level_security("fiches_fichecontract"),
        row_level_security("fiches_ficheetablissement"),
    ]
