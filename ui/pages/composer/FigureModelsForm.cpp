// SPDX-License-Identifier: MIT
#include "pages/composer/FigureModelsForm.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace lookaway {

namespace {

/// Why a model cannot be called so; empty = it can.
QString problemOf(const FigureSpec& spec, std::size_t model, const std::string& title)
{
    const auto& models = spec.comparison.models;
    const auto words = [](const std::string& text) { return QString::fromStdString(text).simplified(); };
    if (words(title).isEmpty())
        return FigureModelsForm::tr("A model needs a title.");
    for (std::size_t i = 0; i < models.size(); ++i)
        if (i != model && words(models[i].title) == words(title))
            return FigureModelsForm::tr("Model %1 has this title.").arg(i + 1);
    return {};
}

} // namespace

FigureModelsForm::FigureModelsForm(FigureDocument& document, QWidget* parent)
    : FigureForm(document, parent)
{
    connect(&document, &FigureDocument::specChanged, this, &FigureModelsForm::showModels);
    showModels();
}

void FigureModelsForm::addEditor()
{
    const std::size_t model = m_titles.size();
    auto* edit = addText(
        tr("Model %1").arg(model + 1),
        [model](const FigureSpec& spec) {
            return model < spec.comparison.models.size() ? spec.comparison.models[model].title : std::string();
        },
        [model](FigureSpec& spec, const std::string& title) {
            if (model < spec.comparison.models.size())
                spec.comparison.models[model].title = title;
        },
        [model](const FigureSpec& spec, const std::string& title) { return problemOf(spec, model, title); });
    edit->setObjectName(QStringLiteral("modelTitle%1").arg(model + 1));
    m_titles.push_back(edit);
}

void FigureModelsForm::showModels()
{
    const auto& models = document().spec().comparison.models;
    while (m_titles.size() < models.size()) {
        addEditor();
        m_titles.back()->setText(QString::fromStdString(models[m_titles.size() - 1].title));
    }
    for (std::size_t i = 0; i < m_titles.size(); ++i) {
        setRowShown(m_titles[i], i < models.size());
        if (i < models.size())
            m_titles[i]->setToolTip(QDir::toNativeSeparators(QString::fromStdString(models[i].source.path.string())));
    }
}

} // namespace lookaway
