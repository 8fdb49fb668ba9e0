import { mount } from 'svelte';
import App from './App.svelte';
import { trust } from './lib/trusted';
import './styles/tokens.css';
import './styles/base.css';

trust();
const target = document.getElementById('app');
if (target === null) throw new Error('index.html has no #app');
mount(App, { target });
