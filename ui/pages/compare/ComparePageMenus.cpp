// SPDX-License-Identifier: MIT
// What can be done with a cell, a row, a column.
#include "bridge/ExplanationCache.h"
#include "bridge/RecentModels.h"
#include "pages/compare/CompareChoice.h"
#include "pages/compare/CompareGrid.h"
#include "pages/compare/CompareModel.h"
#include "pages/compare/ComparePage.h"
#include "session/inspect/PictureFiles.h"
#include "style/Icons.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/PictureFile.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QInputDialog>
#include <QMenu>

namespace lookaway {

namespace {

QAction* add(QMenu* menu, const char* name, const char* iconName, const QString& text)
{
    auto* action = menu->addAction(icon(QLatin1String(iconName)), text);
    action->setObjectName(QLatin1String(name));
    return action;
}

QString asFileName(QString name)
{
    for (QChar& c : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(c))
            c = QLatin1Char('_');
    return name;
}

} // namespace

void ComparePage::showMenu(int row, int column, QPoint place)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("cellMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (row >= 0 && column >= 0)
        addPictureCommands(menu, row, column);
    if (row >= 0)
        addRowCommands(menu, row, column);
    if (row >= 0 && column >= 0)
        menu->addSeparator();
    if (column >= 0)
        addColumnCommands(menu, column);
    menu->popup(place);
}

void ComparePage::addPictureCommands(QMenu* menu, int row, int column)
{
    const bool ready = m_model->state(row, column) == CompareModel::State::Ready;
    const auto on = [this, ready](QAction* action, auto slot) {
        action->setEnabled(ready);
        connect(action, &QAction::triggered, this, slot);
    };
    auto* inspectIt = add(menu, "inspect", "inspect", tr("Open in &Inspect"));
    connect(inspectIt, &QAction::triggered, this, [this, row, column] { inspect(row, column); });
    on(add(menu, "copyPicture", "copy", tr("&Copy Picture")),
        [this, row, column] { QGuiApplication::clipboard()->setImage(m_grid->picture(row, column)); });
    on(add(menu, "savePicture", "save", tr("&Save Picture…")), [this, row, column] {
        const QString name =
            asFileName(m_model->rowHead(row).title + QLatin1Char(' ') + m_model->columnHead(column).title);
        askAndSave(window(), name, { QStringLiteral("PNG"), QStringLiteral("png") },
            [image = m_grid->picture(row, column)](
                const QString& path) { return writePng(QFile::encodeName(path).toStdString(), fromImage(image)); });
    });
    menu->addSeparator();
}

void ComparePage::addRowCommands(QMenu* menu, int row, int column)
{
    const auto picture = [this, row](const QString& text, const std::function<void(ComparedPicture&)>& edit) {
        change(text, [&](ComparisonDraft& draft) {
            if (std::size_t(row) < draft.spec.pictures.size()) // others may have come while a dialog was open
                edit(draft.spec.pictures[std::size_t(row)]);
        });
    };
    const auto cell = column >= 0 ? m_comparer->cell(row, column) : nullptr;
    if (cell && cell->predicted >= 0 && !cell->predictedName.empty()) {
        auto* explain = add(menu, "explainPrediction", "zoom",
            tr("E&xplain %1 in This Row").arg(QString::fromStdString(cell->predictedName)));
        connect(explain, &QAction::triggered, this, [picture, name = cell->predictedName] {
            picture(tr("Class of a Row"), [&](ComparedPicture& changed) { changed.className = name; });
        });
    }
    connect(add(menu, "explainClass", "zoom", tr("Explain Another C&lass in This Row…")), &QAction::triggered, this,
        [this, row] { askClass(row); });
    auto* as = add(menu, "explainAsOthers", "revert", tr("Explain What the &Other Rows Do"));
    as->setEnabled(!m_draft.spec.pictures[std::size_t(row)].className.empty());
    connect(as, &QAction::triggered, this,
        [picture] { picture(tr("Class of a Row"), [](ComparedPicture& changed) { changed.className.clear(); }); });
    connect(add(menu, "renameRow", "settings", tr("Row &Title…")), &QAction::triggered, this, [this, row, picture] {
        askTitle(tr("Title of this row"), m_model->rowHead(row).title, [picture](const QString& title) {
            picture(tr("Row Title"), [&](ComparedPicture& changed) { changed.title = title.toStdString(); });
        });
    });
    auto* up = add(menu, "rowUp", "up", tr("Move Row &Up"));
    up->setEnabled(row > 0);
    auto* down = add(menu, "rowDown", "down", tr("Move Row &Down"));
    down->setEnabled(row + 1 < m_comparer->rows());
    connect(up, &QAction::triggered, m_grid, [this, row] { Q_EMIT m_grid->rowMoveWanted(row, row - 1); });
    connect(down, &QAction::triggered, m_grid, [this, row] { Q_EMIT m_grid->rowMoveWanted(row, row + 1); });
    connect(add(menu, "removeRow", "discard", tr("&Remove Row")), &QAction::triggered, m_grid,
        [this, row] { Q_EMIT m_grid->rowRemovalWanted(row); });
}

void ComparePage::addColumnCommands(QMenu* menu, int column)
{
    const ComparedColumn now = m_draft.spec.columns[std::size_t(column)];
    const auto edit = [this, column](const QString& text, const std::function<void(ComparedColumn&)>& with) {
        change(text, [&](ComparisonDraft& draft) {
            if (std::size_t(column) < draft.spec.columns.size()) // others may have come while a dialog was open
                with(draft.spec.columns[std::size_t(column)]);
        });
    };
    if (now.kind != ComparedColumn::Kind::Input) {
        auto* method = menu->addMenu(tr("&Method of This Column"));
        auto* another = menu->addMenu(icon(QStringLiteral("plus")), tr("Add a Column of This Model &by"));
        for (const MethodFact& fact : explanationMethods()) {
            auto* choose = method->addAction(QString::fromStdString(fact.title));
            choose->setCheckable(true);
            choose->setChecked(fact.id == now.method);
            connect(choose, &QAction::triggered, this,
                [edit, id = fact.id] { edit(tr("Method"), [&](ComparedColumn& changed) { changed.method = id; }); });
            connect(another->addAction(choose->text()), &QAction::triggered, this, [this, column, id = fact.id] {
                change(tr("Add Column"), [&](ComparisonDraft& draft) { draft.addMethod(std::size_t(column), id); });
            });
        }
        auto* layer = menu->addMenu(tr("La&yer of This Column"));
        const auto facts = m_comparer->model(now.model);
        layer->setEnabled(facts && facts->ok());
        std::vector<std::string> layers{ {} };
        for (const LayerFact& fact : facts && facts->ok() ? (*facts)->layers : std::vector<LayerFact>())
            if (fact.eligible)
                layers.push_back(fact.name);
        for (const std::string& name : layers) {
            auto* choose = layer->addAction(name.empty() ? tr("the model's own") : QString::fromStdString(name));
            choose->setCheckable(true);
            choose->setChecked(name == now.layer);
            connect(choose, &QAction::triggered, this,
                [edit, name] { edit(tr("Layer"), [&](ComparedColumn& changed) { changed.layer = name; }); });
        }
    }
    if (now.kind != ComparedColumn::Kind::Input && m_draft.spec.models.size() > 1) {
        auto* reference = add(menu, "useAsReference", "pin", tr("&Use as Reference"));
        reference->setEnabled(now.model != m_draft.reference);
        connect(reference, &QAction::triggered, this, [this, model = now.model] {
            change(tr("Reference"), [model](ComparisonDraft& draft) {
                if (model < draft.spec.models.size()) // one may have gone while the menu was open
                    draft.setReference(model);
            });
        });
    }
    connect(
        add(menu, "renameColumn", "settings", tr("Column Titl&e…")), &QAction::triggered, this, [this, column, edit] {
            const QString before = m_model->columnHead(column).title;
            askTitle(tr("Title of this column; empty = made of model and method"), before,
                [edit, before](const QString& title) {
                    if (title != before) // one that is made of the method goes on with it
                        edit(tr("Column Title"), [&](ComparedColumn& changed) { changed.title = title.toStdString(); });
                });
        });
    auto* left = add(menu, "columnLeft", "left", tr("Move Column Le&ft"));
    left->setEnabled(column > 0);
    auto* right = add(menu, "columnRight", "right", tr("Move Column Ri&ght"));
    right->setEnabled(column + 1 < m_comparer->columns());
    connect(left, &QAction::triggered, m_grid, [this, column] { Q_EMIT m_grid->columnMoveWanted(column, column - 1); });
    connect(
        right, &QAction::triggered, m_grid, [this, column] { Q_EMIT m_grid->columnMoveWanted(column, column + 1); });
    connect(add(menu, "removeColumn", "discard", tr("Remo&ve Column")), &QAction::triggered, m_grid,
        [this, column] { Q_EMIT m_grid->columnRemovalWanted(column); });
}

void ComparePage::askTitle(const QString& question, const QString& now, const std::function<void(const QString&)>& then)
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Title"));
    dialog->setLabelText(question);
    dialog->setTextValue(now);
    connect(dialog, &QInputDialog::textValueSelected, this, [then](const QString& text) { then(text.trimmed()); });
    dialog->open();
}

void ComparePage::askClass(int row)
{
    const auto facts = m_comparer->model(m_draft.spec.rowClass.model);
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Explain a class"));
    dialog->setLabelText(tr("Name or number of the class that this row explains"));
    dialog->setComboBoxEditable(true);
    dialog->setComboBoxItems(facts && facts->ok() ? classNamesOf(**facts) : QStringList());
    if (const auto known = m_comparer->row(row))
        dialog->setTextValue(QString::fromStdString(known->className));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, row](const QString& name) {
        change(tr("Class of a Row"), [&](ComparisonDraft& draft) {
            if (std::size_t(row) < draft.spec.pictures.size())
                draft.spec.pictures[std::size_t(row)].className = name.trimmed().toStdString();
        });
    });
    dialog->open();
}

void ComparePage::inspect(int row, int column)
{
    const auto& spec = m_draft.spec;
    const ModelSource& source = spec.models[spec.columns[std::size_t(column)].model].source;
    const QString picture = QString::fromStdString(spec.pictures[std::size_t(row)].file.string());
    Q_EMIT inspectWanted(pathOf(source), picture);
}

} // namespace lookaway
