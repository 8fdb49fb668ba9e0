import type { common as en } from '../en/common';
import type { Same } from '../shape';

export const common: Same<typeof en> = {
  acervo: 'Acervo',
  cancel: 'Cancelar',
  close: 'Fechar',
  save: 'Salvar',
  undo: 'Desfazer',
  retry: 'Tentar de novo',
  loading: 'Carregando…',
  details: 'Detalhes',
  requestId: 'Pedido {id}',
  items: { zero: '{n} itens', one: '{n} item', many: '{n} de itens', other: '{n} itens' },
  collections: { zero: '{n} coleções', one: '{n} coleção', many: '{n} de coleções', other: '{n} coleções' },
  images: { zero: '{n} imagens', one: '{n} imagem', many: '{n} de imagens', other: '{n} imagens' },
  pdfs: { zero: '{n} PDFs', one: '{n} PDF', many: '{n} de PDFs', other: '{n} PDFs' },
  pages: { zero: '{n} páginas', one: '{n} página', many: '{n} de páginas', other: '{n} páginas' },
  trouble: {
    invalid: 'Algo no que foi preenchido não está certo. Confira e tente de novo.',
    signedOut: 'Sua sessão terminou. Entre de novo para continuar.',
    denied: 'Você não tem permissão para isso. Quem cuida desta coleção pode mudar.',
    missing: 'Isto não está aqui, ou você não tem acesso. Fale com quem lhe enviou o link.',
    conflict: 'Isto contradiz algo que já existe. Recarregue a página e veja de novo.',
    stale: 'Outra pessoa mudou isto enquanto você editava. Agora você vê a versão mais nova; faça a sua mudança de novo.',
    tooLarge: 'Este arquivo é grande demais.',
    unsupported: 'Arquivos deste tipo não podem ser guardados aqui.',
    busy: 'Tentativas demais em pouco tempo. Espere um instante e tente de novo.',
    away: 'O acervo está fora do alcance agora. Tente de novo daqui a pouco.',
    offline: 'Sem conexão. Verifique a rede e tente de novo.',
    fault: 'Não deu certo por um erro do nosso lado. Tente de novo; se continuar, informe o número do pedido.',
  },
};
